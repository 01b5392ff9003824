#pragma once

#include "features/requests/requestsqueries.h"
#include "widgets/timechartdata.h"

/// Requests over time as a TimeChart shows them: succeeded, failed, and the others where there are any.
namespace RequestChart {

ChartData data(const RequestsAnswer &answer, UtcMicros now);

/// Label of the value axis; empty between whole numbers.
QString axisText(double requests);

}
