using System.Collections.Immutable;
using System.Globalization;
using Homelab.Domain.Reports;
using Homelab.Store;

namespace Homelab.Coordinator.Reports;

/// <summary>
/// Keeps what happened in each outage, one file an outage, the newest fifty. A name begins with the time, so that names are in its order. What the list shows of each is held in memory: a
/// record may be megabytes, and is read where it is asked for by name.
/// </summary>
public sealed class ReportStore(string stateDirectory, ILogger<ReportStore> logger)
{
    public const int MostReports = 50;

    private const long MostBytes = 16 * 1024 * 1024;

    private readonly string _folder = Path.Combine(stateDirectory, "reports");
    private readonly Lock _gate = new();
    private SortedDictionary<string, KeptReport>? _index;
    private bool _isComplained;

    /// <summary>What the list shows of each, the newest first.</summary>
    public ImmutableArray<KeptReport> Index()
    {
        lock (_gate)
        {
            return [.. Indexed().Values];
        }
    }

    /// <summary>Null where it is not kept, or cannot be read any more.</summary>
    public OutageRecord? Of(KeptReport kept) => Read(kept.Path);

    /// <summary>Null where none was kept, or the newest cannot be read.</summary>
    public OutageRecord? Newest() => Files().Select(Read).FirstOrDefault();

    /// <summary>The newest first; what cannot be read is left out.</summary>
    public ImmutableArray<OutageRecord> All() => [.. Files().Select(Read).OfType<OutageRecord>()];

    /// <summary>False where it could not be written; the next call tries again.</summary>
    public bool Keep(OutageRecord record)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            var path = Path.Combine(_folder, NameOf(record));
            AtomicFile.Write(path, RecordCodec.Encode(record));
            var gone = Files().Skip(MostReports).ToList();
            gone.ForEach(File.Delete);
            lock (_gate)
            {
                Indexed()[path] = KeptReport.Of(path, record);
                gone.ForEach(old => Indexed().Remove(old));
            }

            _isComplained = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Complain("not kept", failure);
            return false;
        }
    }

    private SortedDictionary<string, KeptReport> Indexed()
    {
        if (_index is null)
        {
            var index = new SortedDictionary<string, KeptReport>(Comparer<string>.Create((one, other) => string.CompareOrdinal(other, one)));
            foreach (var path in Files())
            {
                if (Read(path) is { } record)
                {
                    index[path] = KeptReport.Of(path, record);
                }
            }

            _index = index;
        }

        return _index;
    }

    private static string NameOf(OutageRecord record)
    {
        var plain = string.Concat(record.Id.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return $"{record.OpenedWall.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{(plain.Length <= 80 ? plain : plain[..80])}.json";
    }

    private IEnumerable<string> Files()
    {
        try
        {
            return Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.json").OrderDescending(StringComparer.Ordinal) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Complain("not read", failure);
            return [];
        }
    }

    private OutageRecord? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes ? RecordCodec.Decode(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Complain("not read", failure);
            return null;
        }
    }

    private void Complain(string what, Exception failure)
    {
        if (!_isComplained)
        {
            logger.LogWarning("Reports of outages are {What}: {Reason}", what, failure.Message);
        }

        _isComplained = true;
    }
}
