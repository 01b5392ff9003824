#pragma once

#include "core/result.h"

#include <QStringList>

/// One function per subcommand. `arguments` begins with the verb. An error decides the exit code and is printed by the
/// caller; results are printed before it is returned.
namespace Cli {

Result<> initCommand(const QStringList &arguments);
Result<> demoCommand(const QStringList &arguments);
Result<> importCommand(const QStringList &arguments);
Result<> importsCommand(const QStringList &arguments);
Result<> reportCommand(const QStringList &arguments);
/// `report reconcile`, which reportCommand() hands on.
Result<> reconcileCommand(const QStringList &arguments);
Result<> pricesCommand(const QStringList &arguments);
Result<> repriceCommand(const QStringList &arguments);
Result<> modelsCommand(const QStringList &arguments);
Result<> assignmentsCommand(const QStringList &arguments);
Result<> flagsCommand(const QStringList &arguments);
Result<> phasesCommand(const QStringList &arguments);
Result<> peopleCommand(const QStringList &arguments);
Result<> verifyCommand(const QStringList &arguments);
Result<> auditCommand(const QStringList &arguments);

}
