namespace Homelab.Domain.Tests.Shutdown;

internal enum CrashMoment
{
    BeforeJournal,
    AfterJournal,
    AfterEffects,
}
