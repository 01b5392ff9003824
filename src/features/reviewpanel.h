#pragma once

#include "features/flagreview.h"
#include "features/sidepanel.h"

class Button;
class CaptionLabel;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTreeView;
class ReviewModel;
class StateView;
struct Error;

/// What the staged changes would do, and the two things that applying them needs: a reason, and in production the
/// names.
class ReviewPanel : public SidePanel {
    Q_OBJECT

public:
    explicit ReviewPanel(QWidget *parent = nullptr);

    void setLoading();
    /// `confirmation` is what has to be typed; empty: nothing.
    void setChanges(const QList<ReviewChange> &changes, const QString &confirmation, const QString &applyText = {});
    void showError(const QString &attempt, const Error &error);
    /// Somebody else was faster: what changed meanwhile, and the way to read it again.
    void showConflict(const Error &error);
    /// While the changes are written nothing can be pressed.
    void setApplying(bool applying);
    /// Why nobody may apply here; empty: it is allowed.
    void setForbidden(const QString &reason);
    QString reason() const;
    void clearInput();
    /// What stands below where nothing is in the way, such as how long it can be undone.
    void setNote(const QString &note);
    /// A choice that changes what the review is about; an empty text hides it. Unchecked at first.
    void setOption(const QString &text);
    bool isOptionChecked() const;

signals:
    void applyRequested(const QString &reason);
    void rereadRequested();
    void optionToggled(bool checked);
    /// Why one person sees what they see.
    void explainRequested(const QString &flagKey, const QString &environment, const QString &user);

private:
    void buildInput();
    void updateButtons();
    void explain(const QModelIndex &index);
    QString obstacle() const;

    ReviewModel *m_model;
    QTreeView *m_tree;
    StateView *m_state;
    QCheckBox *m_option;
    QPlainTextEdit *m_reason;
    QLabel *m_confirmLabel;
    QLineEdit *m_confirm;
    CaptionLabel *m_hint;
    Button *m_apply;
    QString m_confirmation;
    QString m_forbidden;
    QString m_note;
    bool m_applying = false;
};
