using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Lab;
using Homelab.Files.Programs;
using Homelab.Host.Programs;

namespace Homelab.Coordinator.Audit;

/// <summary>Notes that the coordinator starts and ends, and what became of its files while it did not run.</summary>
internal sealed class RunAudit(AuditLog audit, LabHolder lab, CoordinatorFileConfig file, Authorities? authorities, LastRunFile kept) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var last = kept.Read();
        Note("CoordinatorStarted", $"Version {ProgramVersion.Text}{(last is null || last.Version == ProgramVersion.Text ? "" : $", after {last.Version}")}.");
        if (authorities is { WasMade: true })
        {
            Note("AuthorityMade", $"The lab's authority {authorities.Established.Name} was made.");
        }

        if (last is not null && KeyChanges.Words(last.Settings, Settings()) is { Length: > 0 } changes)
        {
            Note("SettingsChanged", $"The coordinator's own file says otherwise than at the last start: {changes}.");
        }

        if (last?.LabDigest != lab.Taken.Facts.Digest)
        {
            Note(LabTaken.Code, LabTaken.Words(lab.Taken, last?.Lab, " at the start"));
        }

        Keep();
        lab.Changed += KeepLater;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lab.Changed -= KeepLater;
        Note("CoordinatorEnded", "In order.");
        return Task.CompletedTask;
    }

    private SortedDictionary<string, string> Settings() => new(file.Settings().ToDictionary(setting => setting.Key, setting => KeyChanges.Digest(setting.Value)), StringComparer.Ordinal);

    private void Note(string what, string detail) => audit.Note(AuditNews.OfEngine(what, detail));

    /// <summary>A disk that hangs must not keep the other parts from the new lab.</summary>
    private void KeepLater(LabConfig taken) => _ = Task.Run(Keep);

    private void Keep()
    {
        var facts = lab.Taken.Facts;
        kept.Write(new LastRun(LastRunFile.Schema, ProgramVersion.Text, facts.Digest, new(facts.Keys, StringComparer.Ordinal), Settings()));
    }
}
