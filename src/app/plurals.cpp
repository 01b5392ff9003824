#include "app/plurals.h"

#include <QCoreApplication>
#include <QTranslator>

void installPlurals(QCoreApplication &application)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(QStringLiteral(":/i18n/signalbox_en.qm")))
        QCoreApplication::installTranslator(translator);
}
