#pragma once

#include "ledger/featurerepository.h"

#include <QDialog>
#include <QFutureWatcher>

class Button;
class Clock;
class MessageStrip;
class QComboBox;
class QLineEdit;
class Workspace;

/// Name, owner and status of a feature. Deletes itself.
class EditFeatureDialog : public QDialog {
    Q_OBJECT

public:
    EditFeatureDialog(Workspace &workspace, const Feature &feature, const Clock &clock, const QString &actor,
        QWidget *parent = nullptr);

signals:
    void changed();

private:
    Feature wanted() const;
    void validate();

    const Feature m_feature; ///< As it was when this opened.
    QLineEdit *m_name;
    QLineEdit *m_owner;
    QComboBox *m_status;
    QLineEdit *m_reason;
    MessageStrip *m_message;
    Button *m_apply;
    QFutureWatcher<Result<qint64>> m_write;
};
