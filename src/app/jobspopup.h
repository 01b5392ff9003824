#pragma once

#include <QFrame>
#include <QHash>

class JobQueue;
class QLabel;
class QProgressBar;
class QVBoxLayout;
struct JobStatus;

/// The list of jobs above the status bar: title, progress, step, Cancel; finished ones with their outcome. What is over has been
/// read when the list closes, and is forgotten then.
class JobsPopup : public QFrame
{
    Q_OBJECT

public:
    explicit JobsPopup(JobQueue &jobs, QWidget *parent = nullptr);

    /// Opens with its lower left corner above `anchor`.
    void open(QWidget *anchor);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Row
    {
        QLabel *sentence = nullptr;
        QProgressBar *progress = nullptr;
    };

    void update(int id);
    void showJobs();
    Row addRow(const JobStatus &job, QVBoxLayout *rows);
    /// What must be equal for the rows to stay, so that a button is not replaced under the pointer.
    QString shape() const;

    JobQueue &m_jobs;
    QWidget *m_list = nullptr;
    QHash<int, Row> m_rows;
    QString m_shape;
};
