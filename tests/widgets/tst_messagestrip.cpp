#include "widgets/button.h"
#include "widgets/messagestrip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

class TestMessageStrip : public QObject
{
    Q_OBJECT

private slots:
    void staysNarrowWithAWordOfAnyLength()
    {
        MessageStrip strip;
        strip.show(Status::Error, QStringLiteral("w").repeated(10'000), QStringLiteral("detail"));
        QVERIFY(strip.minimumSizeHint().width() < 400);
        strip.show(Status::Info, QStringLiteral("many words ").repeated(50));
        QVERIFY(strip.heightForWidth(400) > 2 * strip.heightForWidth(2000));
    }

    void isHiddenUntilItHasSomethingToSay()
    {
        MessageStrip strip;
        QVERIFY(strip.isHidden());

        strip.show(Status::Warning, QStringLiteral("<b>x</b>"));

        QVERIFY(!strip.isHidden());
        QCOMPARE(strip.summary(), QStringLiteral("<b>x</b>"));
        QCOMPARE(strip.accessibleName(), QStringLiteral("Warning: <b>x</b>"));
        for (const QLabel *label : strip.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void saysWhatWasWantedAndWhyItFailed()
    {
        MessageStrip strip;
        strip.showError(QStringLiteral("Could not load spending."),
            { Error::Kind::Busy, QStringLiteral("The database is locked."), QStringLiteral("SQLITE_BUSY <5>") });

        QCOMPARE(strip.summary(), QStringLiteral("Could not load spending. The database is locked."));
        QCOMPARE(strip.severity(), Status::Error);
        QVERIFY(strip.toolTip().contains(QStringLiteral("SQLITE_BUSY &lt;5&gt;")));
    }

    void copiesTheDetails()
    {
        MessageStrip strip;
        strip.show(Status::Error, QStringLiteral("Failed."), QStringLiteral("errno 28"));

        for (Button *button : strip.findChildren<Button *>()) {
            if (button->text() == QStringLiteral("Copy details"))
                QTest::mouseClick(button, Qt::LeftButton);
        }

        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("errno 28")));
    }

    void runsItsActionAndDropsItWithTheNextMessage()
    {
        MessageStrip strip;
        int runs = 0;
        strip.show(Status::Error, QStringLiteral("Failed."));
        Button *again = strip.addAction(QStringLiteral("Try again"), [&] {
            ++runs;
            strip.show(Status::Info, QStringLiteral("Trying."));
        });

        QTest::keyClick(again, Qt::Key_Return);

        QCOMPARE(runs, 1);
        QVERIFY(again->isHidden());
    }

    void closesByMouseAndEscape()
    {
        MessageStrip strip;
        QSignalSpy closed(&strip, &MessageStrip::closed);
        strip.show(Status::Info, QStringLiteral("Done."));
        QTest::keyClick(&strip, Qt::Key_Escape);
        QVERIFY(strip.isHidden());

        strip.show(Status::Info, QStringLiteral("Done."));
        for (Button *button : strip.findChildren<Button *>()) {
            if (button->accessibleName() == QStringLiteral("Close this message"))
                QTest::mouseClick(button, Qt::LeftButton);
        }

        QVERIFY(strip.isHidden());
        QCOMPARE(closed.count(), 2);
    }
};

QTEST_MAIN(TestMessageStrip)
#include "tst_messagestrip.moc"
