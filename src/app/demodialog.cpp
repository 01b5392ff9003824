#include "app/demodialog.h"

#include "core/format.h"
#include "ui_demodialog.h"
#include "widgets/statuslabel.h"
#include "widgets/theme.h"

#include <QLabel>

namespace {

constexpr UtcMicros MicrosPerDay = 24 * MicrosPerHour;

QString movedBy(UtcMicros shift)
{
    if (shift % MicrosPerDay != 0) // Not written by us; days would be a lie.
        return DemoDialog::tr("Moved by %1 µs").arg(Format::count(shift));
    const qint64 days = shift / MicrosPerDay;
    const int number = int(std::abs(days));
    return days < 0 ? DemoDialog::tr("Moved back by %n days", nullptr, number)
                    : DemoDialog::tr("Moved forward by %n days", nullptr, number);
}

}

DemoDialog::DemoDialog(const QList<DemoOrigin> &origins, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::DemoDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->heading->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold));
    m_ui->scroll->viewport()->setAutoFillBackground(false);
    m_ui->traces->setAutoFillBackground(false);
    for (const DemoOrigin &origin : origins)
        add(origin);
    m_ui->traceLayout->addStretch(1);
    m_ui->closeButton->setFocus();
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 90, std::min(unit * 90, 620));
}

DemoDialog::~DemoDialog() = default;

QLabel *DemoDialog::addText(const QString &text)
{
    auto *label = new QLabel(visibleControls(text), m_ui->traces);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::StrongFocus); // Qt would take the keyboard by click alone
    m_ui->traceLayout->addWidget(label);
    return label;
}

void DemoDialog::add(const DemoOrigin &origin)
{
    if (m_ui->traceLayout->count() > 0)
        m_ui->traceLayout->addSpacing(8);
    addText(origin.name)->setFont(Theme::scaled(font(), 1, QFont::DemiBold));
    if (origin.isSemiReal())
        m_ui->traceLayout->addWidget(new StatusLabel(Status::Info, tr("Semi-real: calls made after published sums"), m_ui->traces));
    QPalette caption = palette();
    caption.setColor(QPalette::WindowText, Theme::caption(palette()));
    addText(movedBy(origin.shift))->setPalette(caption);
    addText(origin.origin)->setPalette(caption);
}
