#pragma once

#include "features/question.h"
#include "ledger/importpreview.h"

#include <QDialog>
#include <QTimer>

class Button;
class CaptionLabel;
class Clock;
class DataTable;
class ImportPreviewModel;
class QLabel;
class QLineEdit;
class QListWidget;
class QStandardItemModel;
class SegmentedControl;
class StateView;
class Workspace;

/// A file that was looked at: what an import would make of it, or why it cannot be imported.
struct PreviewedFile
{
    QString path;
    std::optional<ImportPreview> preview;
    std::optional<Error> error;
};

/// Shows what importing files would do, before it is done: the format that each was recognised as, its first records as
/// they would stand in the ledger, and what is wrong with them. Deletes itself when it is closed.
class ImportPreviewDialog : public QDialog
{
    Q_OBJECT

public:
    ImportPreviewDialog(Workspace &workspace, const Clock &clock, const QStringList &paths, QWidget *parent);
    ~ImportPreviewDialog() override;

    bool isSettled() const { return !m_read.isPending() && !m_delay.isActive(); }

signals:
    /// The files that can be imported, and how.
    void importRequested(const QStringList &paths, const ImportOptions &options);

private:
    void buildLayout();
    QWidget *buildFile();
    QWidget *buildOptions();
    Result<ImportOptions> options() const; ///< Without an actor.
    void ask();
    void showFiles(const Result<QList<PreviewedFile>> &files);
    void showFile();
    void showTable();
    QString summary(const ImportPreview &preview) const;
    QString notes(const ImportPreview &preview) const;
    QStringList importable() const;
    void updateButton();
    void go();

    Workspace &m_workspace;
    const Clock &m_clock;
    const QStringList m_paths;
    std::unique_ptr<Database> m_reader; ///< Of its own: reading files must not keep the pages waiting.
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QList<PreviewedFile> m_files;
    ImportPreviewModel *m_rows;
    QStandardItemModel *m_rejects;

    QListWidget *m_list;
    QLabel *m_name;
    CaptionLabel *m_format;
    QLabel *m_evidence; ///< How the format was told.
    QLabel *m_summary;
    QLabel *m_notes;
    SegmentedControl *m_show;
    DataTable *m_table;
    StateView *m_state = nullptr;
    QLineEdit *m_feature;
    QLineEdit *m_time;
    QLabel *m_optionFault;
    Button *m_import;
    QTimer m_delay; ///< After typing into an option.
    Question<QList<PreviewedFile>> m_read;
};
