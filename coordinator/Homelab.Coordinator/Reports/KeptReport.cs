using Homelab.Contracts.Reports;
using Homelab.Contracts.V1;
using Homelab.Domain.Reports;

namespace Homelab.Coordinator.Reports;

/// <summary>What the list shows of an outage whose record lies on the disk.</summary>
public sealed record KeptReport(string Path, string Id, DateTimeOffset Opened, OutageSummary Summary)
{
    public static KeptReport Of(string path, OutageRecord record) => new(path, record.Id, record.OpenedWall, ReportMessage.Summary(ReportFold.Of(record)));
}
