#pragma once

#include "core/timerange.h"

/// Where "now" comes from. Passed in, so that tests and pictures can stand still.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual UtcMicros now() const = 0;
};

class SystemClock : public Clock
{
public:
    UtcMicros now() const override;
};

class FixedClock : public Clock
{
public:
    explicit FixedClock(UtcMicros now) : m_now(now) {}
    UtcMicros now() const override { return m_now; }
    void set(UtcMicros now) { m_now = now; }

private:
    UtcMicros m_now;
};
