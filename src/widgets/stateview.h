#pragma once

#include "core/error.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class MessageStrip;
class QStackedLayout;
class StateMessage;

/// What is known about the data of one panel.
enum class LoadState {
    Empty, ///< Loaded; there is nothing.
    Loading, ///< First load: nothing to show yet.
    Fresh,
    Refreshing, ///< Shows the old data, new ones are coming.
    Stale, ///< Shows the old data, and says so.
    Error, ///< Failed; old data stay where there are some.
    NoPermission,
};

/// Shows `content`, or says why there is none. Once content was shown (Fresh), it stays through Refreshing, Stale and
/// Error; only Empty, NoPermission and forget() take it away.
class StateView : public QWidget
{
    Q_OBJECT

public:
    /// Becomes the parent of `content`.
    explicit StateView(QWidget *content, QWidget *parent = nullptr);
    ~StateView() override;

    void setState(LoadState state);
    LoadState state() const { return m_state; }
    /// Error with its words; the strip or the message offers "Try again", which emits retryRequested().
    void setError(const QString &attempt, const ::Error &error);
    std::optional<::Error> error() const; ///< While the state is Error.
    /// What Stale says, e.g. "Showing the range before." One sentence.
    void setStaleText(const QString &sentence);
    /// Icon by its name in IconSet. Buttons of the text before are dropped.
    void setEmptyText(QLatin1String icon, const QString &title, const QString &sentence);
    /// Button below the empty text, at most two: the first is the primary one.
    void addEmptyAction(const QString &text, const std::function<void()> &action);
    void setNoPermissionText(const QString &sentence);
    /// The old content belongs to something else now: the next Loading shows the skeleton again.
    void forget();

    bool showsContent() const;
    bool showsSkeleton() const;

signals:
    void stateChanged(LoadState state);
    void retryRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updatePages();
    void updateStrip();

    QWidget *m_content;
    QWidget *m_blank;
    QWidget *m_skeleton;
    StateMessage *m_empty;
    StateMessage *m_failure;
    StateMessage *m_denied;
    MessageStrip *m_strip;
    QWidget *m_bar;
    QStackedLayout *m_pages;
    QTimer m_skeletonDelay;
    LoadState m_state = LoadState::Loading;
    bool m_hasContent = false;
    QString m_attempt;
    QString m_staleText;
    ::Error m_error;
};
