using Homelab.Contracts.Reports;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Lab;
using Homelab.Domain.Reports;
using Homelab.Files;
using Homelab.Files.Edits;
using Homelab.Pictures;

namespace Homelab.Coordinator.Reports;

/// <summary>Answers about outages that are over, and about the one that runs, for REST and gRPC alike.</summary>
public sealed class ReportDesk(OutageScribe scribe, ReportStore store, ILabInForce lab, LabFileSource file)
{
    public OutageList List()
    {
        var list = new OutageList();
        list.Outages.AddRange(Known().Select(one => one.Summary));
        return list;
    }

    /// <param name="id">Empty for the newest.</param>
    public Answer<Contracts.V1.OutageReport> Report(string id, bool withSvg)
    {
        if (Known().FirstOrDefault(one => id.Length == 0 || one.Id == id) is not { } known || RecordOf(known) is not { } record)
        {
            return ApiProblem.NotFound(id.Length == 0 ? "No outage has left a report yet." : "No report of an outage of that id is kept. Those that are: homelab outage list.");
        }

        var report = ReportFold.Of(record);
        var zone = lab.Current.TimeZone;
        return ReportMessage.Of(report, zone, DiffOf(record), withSvg ? ReportPicture.Of(report, Clock(report.Began, zone)) : "");
    }

    /// <summary>What runs, or has only just ended, is newer than its file. The newest first.</summary>
    private List<KeptReport> Known()
    {
        var fresh = scribe.Records.Select(record => KeptReport.Of("", record)).ToList();
        return [.. store.Index().Where(kept => fresh.All(one => one.Id != kept.Id)).Concat(fresh).OrderByDescending(one => one.Opened)];
    }

    /// <summary>What it taught stands in its file alone.</summary>
    private OutageRecord? RecordOf(KeptReport known)
    {
        var kept = store.Index().FirstOrDefault(one => one.Id == known.Id) is { } file ? store.Of(file) : null;
        return scribe.Records.FirstOrDefault(record => record.Id == known.Id) is { } fresh ? fresh with { Changes = kept?.Changes ?? fresh.Changes } : kept;
    }

    /// <summary>Against the file as it is now: what was taken up since is no change any more.</summary>
    private string DiffOf(OutageRecord record) => record.Changes.IsEmpty
        ? ""
        : LabFileDiff.Of(file.Path, record.Changes.Select(change => KeyValuePair.Create(change.Path, DurationText.Format(change.To)))).Diff;

    private static string Clock(DateTimeOffset at, string zone) =>
        $"{(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found) : at):yyyy-MM-dd HH:mm:ss}";
}
