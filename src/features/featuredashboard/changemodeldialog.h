#pragma once

#include "features/question.h"
#include "ledger/assignmentrepository.h"
#include "ledger/trafficpricing.h"

#include <QDialog>
#include <QTimer>

class Button;
class Clock;
class FigureList;
class MessageStrip;
class QComboBox;
class QLabel;
class QLineEdit;
class Workspace;

/// Chooses another model for a feature, with what the last seven days would have cost with it. Deletes itself.
class ChangeModelDialog : public QDialog {
    Q_OBJECT

public:
    ChangeModelDialog(Workspace &workspace, const Feature &feature, const ReportingZone &zone, const Clock &clock,
        const QString &actor, QWidget *parent = nullptr);

signals:
    /// Done; `id` can be undone.
    void changed(qint64 id, const QString &model);

private:
    /// What the choice means.
    struct Preview {
        std::optional<ModelAssignment> current;
        std::optional<TrafficComparison> traffic;
    };

    void buildForm();
    void showOffers(const Result<QList<PricedModel>> &offers);
    void chooseProvider();
    void askPreview();
    void showPreview(const Result<Preview> &preview);
    void validate();
    void apply();
    void applied();

    Workspace &m_workspace;
    const Feature m_feature;
    const ReportingZone m_zone;
    const Clock &m_clock;
    const QString m_actor;
    QComboBox *m_environment;
    QLabel *m_current;
    QComboBox *m_provider;
    QComboBox *m_model;
    QLabel *m_prices;
    FigureList *m_figures;
    QLineEdit *m_reason;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    MessageStrip *m_message;
    Button *m_apply;
    QTimer m_delay;
    QList<PricedModel> m_offers;
    std::optional<Preview> m_preview; ///< Of what is chosen now.
    Question<QList<PricedModel>> m_askOffers;
    Question<Preview> m_askPreview;
    QFutureWatcher<Result<qint64>> m_write;
};
