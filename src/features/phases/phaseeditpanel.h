#pragma once

#include "core/reportingzone.h"
#include "features/sidepanel.h"
#include "flags/phaseadmin.h"

class Button;
class CaptionLabel;
class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLineEdit;

/// The fields of one rollout phase, and what the names of its features mean.
class PhaseEditPanel : public SidePanel {
    Q_OBJECT

public:
    explicit PhaseEditPanel(const ReportingZone &zone, QWidget *parent = nullptr);

    void setPhase(const RolloutPhase &phase, const QList<PhaseName> &names, UtcMicros now);
    /// What the names mean by now, without touching what is typed.
    void setNames(const QList<PhaseName> &names) { m_names = names; }
    int number() const { return m_number; }
    qint64 version() const { return m_version; }
    /// What the fields say; the place and the reason where they make no sense.
    Result<PhaseEdit> edit() const;
    void setSaving(bool saving);
    /// What was typed is what the workspace has now; the next change wants its own reason.
    void setSaved();
    /// What was typed stays. Where somebody else was faster it can be read again.
    void showFailure(const Error &error);
    /// Something was typed that is not saved.
    bool isChanged() const { return m_changed; }

signals:
    void saveRequested(const PhaseEdit &edit, const QString &reason);
    void rereadRequested();
    void nameChanged(const PhaseName &name, const QString &reason);

private:
    void addField(const QString &label, QWidget *field, const QString &hint = {});
    void update();
    void chooseName();

    ReportingZone m_zone;
    QList<PhaseName> m_names;
    int m_number = 0;
    qint64 m_version = 0;
    bool m_saving = false;
    bool m_changed = false;
    QLineEdit *m_name;
    QLineEdit *m_groups;
    QLineEdit *m_features;
    QLineEdit *m_days;
    QLineEdit *m_limit;
    QCheckBox *m_hasDate;
    QDateTimeEdit *m_planned;
    QComboBox *m_meaningOf;
    QLineEdit *m_meaning;
    Button *m_saveMeaning;
    QLineEdit *m_reason;
    CaptionLabel *m_hint;
    Button *m_save;
};
