#pragma once

/// Opens the console's window and runs until it is closed: "signalbox [workspace] [--workspace W] [--route URL]
/// [--config-dir D]". Returns the exit code; a wrong word and a missing display are told on stderr.
int runWindow(int argc, char **argv);
