using System.Collections.Immutable;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Outage;
using Homelab.Domain.People;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Audit;

/// <summary>Notes what the coordinator orders and takes by itself.</summary>
public sealed class EngineAudit(AuditLog audit, OutageLog outages, EventFeed events) : IHostedService
{
    /// <summary>What nobody asked the API for and is a change or an order all the same.</summary>
    private static readonly string[] s_told = ["SelfTestBegan", "NodeEnrolled", "CertificateRenewed", LabTaken.Code, "Disarmed", "CutStopped"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        outages.Journalled += Note;
        events.Added += Note;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        outages.Journalled -= Note;
        events.Added -= Note;
        return Task.CompletedTask;
    }

    private void Note(ImmutableArray<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            var subject = string.Join(", ", ((string[])[entry.Node, .. entry.Feeds]).Where(name => name.Length > 0).Distinct());
            var asked = entry.Operator.Length > 0 ? $", asked by {entry.Operator}" : "";
            audit.Note(new AuditNews(
                AccountRules.Engine, "", "", $"{entry.Transition}", $"outage {entry.OutageId}{(subject.Length > 0 ? $": {subject}" : "")}{asked}. {entry.Detail}", entry.Advisory ? "computed only (observe)" : "done"));
        }
    }

    private void Note(RecordedEvent told)
    {
        if (s_told.Contains(told.Code))
        {
            audit.Note(AuditNews.OfEngine(told.Code, told.Message));
        }
    }
}
