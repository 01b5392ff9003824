#include "features/featuredashboard/editfeaturedialog.h"

#include "features/featuredashboard/featurechanges.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

EditFeatureDialog::EditFeatureDialog(
    Workspace &workspace, const Feature &feature, const Clock &clock, const QString &actor, QWidget *parent)
    : QDialog(parent)
    , m_feature(feature)
    , m_name(new QLineEdit(feature.name))
    , m_owner(new QLineEdit(feature.owner))
    , m_status(new QComboBox)
    , m_reason(new QLineEdit)
    , m_message(new MessageStrip)
    , m_apply(new Button(tr("Save"), Button::Kind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit feature"));
    m_status->addItem(tr("Active"), QStringLiteral("active"));
    m_status->addItem(tr("Planned"), QStringLiteral("planned"));
    m_status->addItem(tr("Retired"), QStringLiteral("retired"));
    m_status->setCurrentIndex(m_status->findData(feature.status));
    m_name->setMaxLength(200);
    m_owner->setMaxLength(200);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setSpacing(8);
    const std::pair<QString, QWidget *> fields[]
        = { { tr("Name"), m_name }, { tr("Owner"), m_owner }, { tr("Status"), m_status }, { tr("Reason"), m_reason } };
    for (const auto &[label, field] : fields) {
        field->setAccessibleName(label);
        form->addRow(label, field);
    }
    auto *cancel = new Button(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_apply);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_message);
    column->addLayout(form);
    column->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);

    for (auto *line : { m_name, m_owner, m_reason })
        connect(line, &QLineEdit::textChanged, this, &EditFeatureDialog::validate);
    connect(m_status, &QComboBox::currentIndexChanged, this, &EditFeatureDialog::validate);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    connect(m_apply, &Button::clicked, this, [this, &workspace, &clock, actor] {
        m_write.setFuture(
            FeatureChanges::edit(workspace, wanted(), m_feature, clock.now(), actor, m_reason->text().trimmed()));
        validate();
    });
    connect(&m_write, &QFutureWatcherBase::finished, this, [this] {
        if (const auto done = m_write.result(); !done) {
            m_message->showError(tr("The feature was not changed."), done.error());
            return validate();
        }
        emit changed();
        close();
    });
    validate();
}

Feature EditFeatureDialog::wanted() const
{
    auto wanted = m_feature;
    wanted.name = m_name->text().trimmed();
    wanted.owner = m_owner->text().trimmed();
    wanted.status = m_status->currentData().toString();
    return wanted;
}

void EditFeatureDialog::validate()
{
    const auto now = wanted();
    const bool different = now.name != m_feature.name || now.owner != m_feature.owner || now.status != m_feature.status;
    QString missing;
    if (now.name.isEmpty())
        missing = tr("A feature needs a name.");
    else if (!different)
        missing = tr("Nothing is different.");
    else if (m_reason->text().trimmed().isEmpty())
        missing = tr("Say why.");
    m_apply->setEnabled(missing.isEmpty() && !m_write.isRunning());
    m_apply->setToolTip(missing);
}
