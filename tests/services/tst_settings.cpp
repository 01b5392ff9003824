#include "services/settings.h"

#include <QtTest>

class SettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void findsItsFile();
    void rememberAcrossRuns();
    void fallsBackWhereTheFileHoldsNonsense();
    void keepsTenRecentWorkspacesEachOnce();
    void saysWhenItCannotBeWritten();
};

void SettingsTest::findsItsFile()
{
    qputenv("SIGNALBOX_CONFIG_DIR", "/tmp/from-environment");
    QCOMPARE(Settings::defaultPath(QStringLiteral("/tmp/named/")), QStringLiteral("/tmp/named/signalbox.ini"));
    QCOMPARE(Settings::defaultPath(), QStringLiteral("/tmp/from-environment/signalbox.ini"));
    qunsetenv("SIGNALBOX_CONFIG_DIR");
    QVERIFY(Settings::defaultPath().endsWith(QStringLiteral("/signalbox/signalbox.ini")));
}

void SettingsTest::rememberAcrossRuns()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/signalbox.ini"));
    const QString table = QStringLiteral("spending/by feature=ü");
    const QString workspace = QStringLiteral("/data/Ünï/a b.signalbox");
    const QString route = QStringLiteral("signalbox://spending?from=now-29d/d&to=now%2B1d/d&compare=1");
    {
        Settings settings(path);
        settings.setTheme(ThemeChoice::Dark);
        settings.setValue(Preferences::WindowSize, QSize(1111, 777));
        settings.setHeaderState(table, QByteArray("\0\xff;,\n", 5));
        settings.setLastRoute(workspace, route);
        settings.addRecentWorkspace(workspace);
        QVERIFY(settings.save());
    }

    const Settings settings(path);

    QCOMPARE(settings.theme(), ThemeChoice::Dark);
    QCOMPARE(settings.value(Preferences::WindowSize), QSize(1111, 777));
    QCOMPARE(settings.headerState(table), QByteArray("\0\xff;,\n", 5));
    QCOMPARE(settings.headerState(QStringLiteral("spending")), QByteArray());
    QCOMPARE(settings.lastRoute(workspace), route);
    QCOMPARE(settings.lastRoute(QStringLiteral("/data/other")), QString());
    QCOMPARE(settings.recentWorkspaces(), QStringList { workspace });
}

void SettingsTest::fallsBackWhereTheFileHoldsNonsense()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("signalbox.ini"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[ui]\ntheme=purple\n[window]\nsize=big\n\0\xff[[[\n");
    file.close();

    const Settings settings(path);

    QCOMPARE(settings.theme(), ThemeChoice::System);
    QCOMPARE(settings.value(Preferences::WindowSize), Preferences::WindowSize.fallback);
    QVERIFY(settings.recentWorkspaces().isEmpty());
}

void SettingsTest::keepsTenRecentWorkspacesEachOnce()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("signalbox.ini")));

    for (int i = 0; i < 12; ++i)
        settings.addRecentWorkspace(QString::number(i));
    settings.addRecentWorkspace(QStringLiteral("5"));
    settings.removeRecentWorkspace(QStringLiteral("11"));

    QCOMPARE(settings.recentWorkspaces().size(), 9);
    QCOMPARE(settings.recentWorkspaces().constFirst(), QStringLiteral("5"));
    QCOMPARE(settings.recentWorkspaces().count(QStringLiteral("5")), 1);
    QVERIFY(!settings.recentWorkspaces().contains(QStringLiteral("11")));
}

void SettingsTest::saysWhenItCannotBeWritten()
{
    Settings settings(QStringLiteral("/proc/signalbox/signalbox.ini"));
    settings.setTheme(ThemeChoice::Light);

    QVERIFY(!settings.save());
    QCOMPARE(settings.theme(), ThemeChoice::Light);
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
