namespace Homelab.Host.Logging;

/// <summary>How log lines are written.</summary>
/// <param name="JournalPrefix">Starts each line with &lt;priority&gt; for journald (sd-daemon(3)); off on a terminal.</param>
/// <param name="ExceptionMessages">Off where framework messages are resource names (the agent): then only the type is written.</param>
/// <param name="Burst">Lines of one event that may follow each other at once.</param>
/// <param name="Refill">The time after which one more line of that event is let through.</param>
public sealed record LogfmtOptions(bool JournalPrefix, bool ExceptionMessages, int Burst, TimeSpan Refill)
{
    /// <summary>For a service: the prefix where standard error is journald's (JOURNAL_STREAM, systemd.exec(5)).</summary>
    public static LogfmtOptions ForService(bool exceptionMessages) => new(
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM")),
        exceptionMessages,
        Burst: 20,
        Refill: TimeSpan.FromSeconds(5));
}
