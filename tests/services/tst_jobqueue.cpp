#include "services/jobqueue.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

class JobQueueTest : public QObject
{
    Q_OBJECT

private slots:
    void runsJobsOneAfterTheOther();
    void tellsProgress();
    void keepsTheErrorOfAFailedJob();
    void cancelsARunningJob();
    void dropsAWaitingJobThatIsCancelled();
    void reportsDoneWhereTheJobWasFasterThanTheCancel();
    void stopsItsJobsWhenItGoes();
    void forgetsOnlyWhatIsOver();
};

static JobQueue::Work untilCancelled()
{
    return [](const JobContext &context) -> Result<QString> {
        while (!context.cancelled())
            QThread::msleep(1);
        return Error { Error::Kind::Interrupted, QStringLiteral("stopped"), {} };
    };
}

void JobQueueTest::runsJobsOneAfterTheOther()
{
    JobQueue queue;
    std::atomic_int running = 0;
    std::atomic_int most = 0;
    const auto work = [&running, &most](const JobContext &) -> Result<QString> {
        most = std::max(most.load(), ++running);
        QThread::msleep(5);
        --running;
        return QStringLiteral("did it");
    };

    const int first = queue.start(QStringLiteral("first"), work);
    const int second = queue.start(QStringLiteral("second"), work);
    QCOMPARE(queue.activeCount(), 2);

    QTRY_COMPARE(queue.activeCount(), 0);
    QCOMPARE(most.load(), 1);
    QVERIFY(first != second);
    QCOMPARE(queue.job(first)->state, JobStatus::State::Done);
    QCOMPARE(queue.job(second)->outcome, QStringLiteral("did it"));
}

void JobQueueTest::tellsProgress()
{
    JobQueue queue;
    QSemaphore goOn;
    const int id = queue.start(QStringLiteral("reads"), [&goOn](const JobContext &context) -> Result<QString> {
        context.setProgress(40, QStringLiteral("half way"));
        goOn.acquire();
        return QString();
    });

    QTRY_COMPARE(queue.job(id)->percent, 40);
    QCOMPARE(queue.job(id)->state, JobStatus::State::Running);
    QCOMPARE(queue.job(id)->step, QStringLiteral("half way"));
    goOn.release();
    QTRY_VERIFY(queue.job(id)->isOver());
    QCOMPARE(queue.job(id)->percent, 100);
}

void JobQueueTest::keepsTheErrorOfAFailedJob()
{
    JobQueue queue;
    QSignalSpy finished(&queue, &JobQueue::finished);

    const int id = queue.start(QStringLiteral("fails"), [](const JobContext &) -> Result<QString> {
        return Error { Error::Kind::Storage, QStringLiteral("The disk is full."), {} };
    });

    QVERIFY(finished.wait());
    QCOMPARE(queue.job(id)->state, JobStatus::State::Failed);
    QCOMPARE(queue.job(id)->error->summary, QStringLiteral("The disk is full."));
}

void JobQueueTest::cancelsARunningJob()
{
    JobQueue queue;
    const int id = queue.start(QStringLiteral("long"), untilCancelled());
    QTRY_COMPARE(queue.job(id)->state, JobStatus::State::Running);

    queue.cancel(id);
    QVERIFY(queue.job(id)->cancelRequested);

    QTRY_COMPARE(queue.job(id)->state, JobStatus::State::Cancelled);
    QVERIFY(!queue.job(id)->error);
}

void JobQueueTest::dropsAWaitingJobThatIsCancelled()
{
    JobQueue queue;
    std::atomic_bool ran = false;
    const int first = queue.start(QStringLiteral("long"), untilCancelled());
    const int second = queue.start(QStringLiteral("waits"), [&ran](const JobContext &) -> Result<QString> {
        ran = true;
        return QString();
    });

    queue.cancel(second);
    queue.cancel(first);

    QTRY_COMPARE(queue.activeCount(), 0);
    QVERIFY(!ran);
    QCOMPARE(queue.job(second)->state, JobStatus::State::Cancelled);
}

void JobQueueTest::reportsDoneWhereTheJobWasFasterThanTheCancel()
{
    JobQueue queue;
    QSemaphore begun;
    QSemaphore goOn;
    const int id = queue.start(QStringLiteral("finishes anyway"), [&begun, &goOn](const JobContext &) -> Result<QString> {
        begun.release();
        goOn.acquire();
        return QStringLiteral("all of it");
    });
    begun.acquire();
    queue.cancel(id);
    goOn.release();

    QTRY_VERIFY(queue.job(id)->isOver());
    QCOMPARE(queue.job(id)->state, JobStatus::State::Done);
}

void JobQueueTest::stopsItsJobsWhenItGoes()
{
    std::atomic_bool stopped = false;
    {
        JobQueue queue;
        QSemaphore begun;
        queue.start(QStringLiteral("long"), [&stopped, &begun](const JobContext &context) -> Result<QString> {
            begun.release();
            while (!context.cancelled())
                QThread::msleep(1);
            stopped = true;
            return Error { Error::Kind::Interrupted, {}, {} };
        });
        begun.acquire();
    }
    QVERIFY(stopped);
}

void JobQueueTest::forgetsOnlyWhatIsOver()
{
    JobQueue queue;
    const int done = queue.start(QStringLiteral("short"), [](const JobContext &) -> Result<QString> { return QString(); });
    QTRY_VERIFY(queue.job(done)->isOver());
    const int running = queue.start(QStringLiteral("long"), untilCancelled());

    queue.clearFinished();

    QVERIFY(!queue.job(done));
    QVERIFY(queue.job(running));
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_jobqueue.moc"
