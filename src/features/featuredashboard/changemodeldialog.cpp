#include "features/featuredashboard/changemodeldialog.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/featuredashboard/featurechanges.h"
#include "features/figurelist.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace {

constexpr UtcMicros Week = 7 * 24 * MicrosPerHour;

QLabel *plain(const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// Each of `names` as it can be shown; the name itself is its data.
void addNames(QComboBox &box, const QStringList &names)
{
    for (const QString &name : names)
        box.addItem(visibleControls(name), name);
}

/// "$2.50 in, $10.00 out per million tokens"
QString priceText(const std::optional<PriceRevision> &price)
{
    if (!price)
        return ChangeModelDialog::tr("no price known");
    const auto rate = [](const std::optional<qint64> &pico) {
        return pico ? Format::money(Money::fromPico(*pico)) : Format::unknown();
    };
    return ChangeModelDialog::tr("%1 in, %2 out per million tokens")
        .arg(rate(price->base.input), rate(price->base.output));
}

Figure spendFigure(const QString &label, const Spend &spend)
{
    return { label, {}, UsageText::spend(spend), UsageText::spendExact(spend), false, spend.unpriced > 0 };
}

}

ChangeModelDialog::ChangeModelDialog(Workspace &workspace, const Feature &feature, const ReportingZone &zone,
    const Clock &clock, const QString &actor, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_feature(feature)
    , m_zone(zone)
    , m_clock(clock)
    , m_actor(actor)
    , m_environment(new QComboBox)
    , m_current(plain())
    , m_provider(new QComboBox)
    , m_model(new QComboBox)
    , m_prices(plain())
    , m_figures(new FigureList)
    , m_reason(new QLineEdit)
    , m_nameLabel(new QLabel)
    , m_name(new QLineEdit)
    , m_message(new MessageStrip)
    , m_apply(new Button(tr("Change model"), Button::Kind::Primary))
    , m_askOffers(workspace.reader(), [this](const Result<QList<PricedModel>> &offers) { showOffers(offers); })
    , m_askPreview(workspace.reader(), [this](const Result<Preview> &preview) { showPreview(preview); })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change the model of %1").arg(visibleControls(feature.name.left(60))));
    m_environment->addItems({ QStringLiteral("production"), QStringLiteral("staging"), QStringLiteral("development") });
    buildForm();
    m_delay.setSingleShot(true);
    m_delay.setInterval(200);
    connect(&m_delay, &QTimer::timeout, this, &ChangeModelDialog::askPreview);
    connect(m_environment, &QComboBox::currentTextChanged, this, &ChangeModelDialog::askPreview);
    connect(m_provider, &QComboBox::currentIndexChanged, this, &ChangeModelDialog::chooseProvider);
    connect(m_model, &QComboBox::currentIndexChanged, this, [this] {
        m_preview.reset();
        m_delay.start();
        validate();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &ChangeModelDialog::validate);
    connect(m_name, &QLineEdit::textChanged, this, &ChangeModelDialog::validate);
    connect(m_apply, &Button::clicked, this, &ChangeModelDialog::apply);
    connect(&m_write, &QFutureWatcherBase::finished, this, &ChangeModelDialog::applied);
    m_askOffers.ask([](Connection &connection) { return TrafficPricing::offers(connection); });
    validate();
}

void ChangeModelDialog::buildForm()
{
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setSpacing(8);
    const auto add = [form](const QString &label, QWidget *field) {
        field->setAccessibleName(label);
        form->addRow(label, field);
    };
    add(tr("Environment"), m_environment);
    add(tr("Model now"), m_current);
    add(tr("Provider"), m_provider);
    add(tr("Model"), m_model);
    add(tr("Price"), m_prices);
    add(tr("Reason"), m_reason);
    m_reason->setPlaceholderText(tr("Goes to the audit log"));
    m_nameLabel->setText(tr("Type its name"));
    m_nameLabel->setBuddy(m_name);
    m_name->setAccessibleName(tr("Name of the feature, to confirm"));
    m_name->setPlaceholderText(visibleControls(m_feature.name.left(60)));
    form->addRow(m_nameLabel, m_name);
    for (auto *box : { m_provider, m_model }) { // a name of any length does not widen the dialog
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(36);
    }
    m_figures->setAccessibleName(tr("Traffic of the last seven days"));

    auto *note = plain(
        tr("Calls that name their own model keep the price of that model. Calls that name none are priced as the model "
           "assigned in production at their time; rows that are in the workspace do not change by themselves: reprice "
           "them."));
    auto palette = note->palette();
    palette.setColor(QPalette::WindowText, Theme::caption(palette));
    note->setPalette(palette);
    auto *cancel = new Button(tr("Cancel"));
    connect(cancel, &Button::clicked, this, &QDialog::close);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_apply);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_message);
    column->addLayout(form);
    column->addWidget(m_figures);
    column->addWidget(note);
    column->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 90);
}

void ChangeModelDialog::showOffers(const Result<QList<PricedModel>> &offers)
{
    if (!offers)
        return m_message->showError(tr("Could not load the models."), offers.error());
    m_offers = *offers;
    QStringList providers;
    for (const PricedModel &offer : std::as_const(m_offers)) {
        if (providers.isEmpty() || providers.constLast() != offer.provider)
            providers.append(offer.provider);
    }
    addNames(*m_provider, providers);
    m_provider->setCurrentIndex(int(std::max<qsizetype>(0, providers.indexOf(QStringLiteral("openai")))));
}

void ChangeModelDialog::chooseProvider()
{
    QStringList models;
    for (const PricedModel &offer : std::as_const(m_offers)) {
        if (offer.provider == m_provider->currentData().toString())
            models.append(offer.model);
    }
    m_model->clear();
    addNames(*m_model, models);
}

void ChangeModelDialog::askPreview()
{
    m_preview.reset();
    validate();
    const PricedModel next { m_provider->currentData().toString(), m_model->currentData().toString() };
    const auto environment = m_environment->currentText();
    const TimeRange range { m_clock.now() - Week, m_clock.now() };
    m_askPreview.ask([=, feature = m_feature.key, now = range.to](Connection &connection) -> Result<Preview> {
        const auto current = AssignmentRepository(connection).current(feature, environment, now);
        if (!current)
            return current.error();
        Preview preview;
        std::optional<PricedModel> as;
        if (*current) {
            preview.current = (*current)->assignment;
            as = PricedModel { preview.current->provider, preview.current->model };
        }
        if (next.model.isEmpty())
            return preview;
        const auto traffic = TrafficPricing::compare(connection, feature, range, as, next);
        if (!traffic)
            return traffic.error();
        preview.traffic = *traffic;
        return preview;
    });
}

void ChangeModelDialog::showPreview(const Result<Preview> &preview)
{
    if (!preview)
        return m_message->showError(tr("Could not compare the models."), preview.error());
    m_preview = *preview;
    const auto &current = m_preview->current;
    const auto &traffic = m_preview->traffic;
    m_current->setText(current ? visibleControls(current->provider + QLatin1Char('/') + current->model)
                + (traffic ? QStringLiteral(": ") + priceText(traffic->currentPrice) : QString())
                               : tr("none assigned"));
    if (traffic) {
        m_prices->setText(priceText(traffic->nextPrice));
        const auto requests = traffic->actual.requests;
        QList<Figure> figures { { tr("Last 7 days"), {}, tr("%1 requests").arg(Format::count(requests)), {}, false,
                                    false },
            spendFigure(tr("As it was charged or computed"), traffic->actual) };
        if (current)
            figures.append(spendFigure(tr("All of it as %1").arg(visibleControls(current->model)), traffic->current));
        figures.append(spendFigure(tr("All of it as %1").arg(visibleControls(m_model->currentData().toString())), traffic->next));
        if (current && traffic->both > 0) {
            const bool more = traffic->difference > Money();
            figures.append({ tr("Difference"),
                traffic->both < requests ? tr("of the %1 requests that both price").arg(Format::count(traffic->both))
                                         : QString(),
                (more ? QStringLiteral("+") : QString()) + Format::money(traffic->difference),
                Format::moneyExact(traffic->difference), true, more });
        } else if (requests > 0) {
            figures.append(
                { tr("Difference"), {}, Format::unknown(), tr("One of the two has no price."), true, false });
        }
        m_figures->setFigures(figures);
    }
    validate();
    // With wrapped texts in it a dialog does not grow by itself, and would squeeze its fields.
    if (const int needed = layout()->totalHeightForWidth(width()); needed > height())
        resize(width(), needed);
}

void ChangeModelDialog::validate()
{
    const bool production = m_environment->currentText() == QLatin1String("production");
    m_name->setVisible(production);
    m_nameLabel->setVisible(production);
    const bool same = m_preview && m_preview->current && m_preview->current->provider == m_provider->currentData().toString()
        && m_preview->current->model == m_model->currentData().toString();
    QString missing;
    if (m_model->currentData().toString().isEmpty())
        missing = tr("The workspace has no prices to choose a model from.");
    else if (!m_preview)
        missing = tr("The comparison is still running.");
    else if (same)
        missing = tr("That is the model now.");
    else if (m_reason->text().trimmed().isEmpty())
        missing = tr("Say why.");
    else if (production && m_name->text() != m_feature.name)
        missing = tr("Type the feature's name to confirm.");
    m_apply->setEnabled(missing.isEmpty() && !m_write.isRunning());
    m_apply->setToolTip(missing);
}

void ChangeModelDialog::apply()
{
    AssignmentChange change;
    change.feature = m_feature.key;
    change.environment = m_environment->currentText();
    change.provider = m_provider->currentData().toString();
    change.model = m_model->currentData().toString();
    change.reason = m_reason->text().trimmed();
    change.seen = m_preview && m_preview->current ? m_preview->current->id : 0;
    m_write.setFuture(FeatureChanges::assign(m_workspace, change, m_clock.now(), m_actor));
    validate();
}

void ChangeModelDialog::applied()
{
    const auto id = m_write.result();
    if (!id) {
        m_message->showError(tr("The model was not changed."), id.error());
        return askPreview();
    }
    emit changed(*id, m_model->currentData().toString());
    close();
}
