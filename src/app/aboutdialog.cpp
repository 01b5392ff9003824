#include "app/aboutdialog.h"

#include "widgets/button.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Signalbox"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    const auto add = [this, layout](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(label);
        return label;
    };
    add(tr("Signalbox %1").arg(QStringLiteral(SIGNALBOX_VERSION)))->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold));
    add(tr("A console for the people who run AI features: what each call cost, exactly, and where the money went."));
    add(tr("Free software under the GNU General Public License, version 3 or any later version. It comes with no warranty, to the "
           "extent that the law permits. You may share and change it under the terms of the licence, which comes with the program "
           "in the file LICENSE and stands at https://www.gnu.org/licenses/gpl-3.0.html."));
    add(tr("Built with Qt %1 and Qt Charts, SQLite and PostgreSQL's client library.").arg(QString::fromLatin1(qVersion())));
    auto *close = new Button(tr("Close"), Button::Kind::Primary, this);
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::close);
    layout->addWidget(close, 0, Qt::AlignRight);
    setFixedWidth(fontMetrics().averageCharWidth() * 72);
}
