#pragma once

/// `signalbox shot PAGE --workspace W --out F.png`: a picture of the window, made without a screen. PAGE is the id of a
/// page, "firstrun", or "all" with a folder for --out. Makes its own application; returns the exit code.
int runShot(int argc, char **argv);
