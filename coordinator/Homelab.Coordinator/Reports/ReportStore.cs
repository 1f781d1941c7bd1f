using System.Collections.Immutable;
using System.Globalization;
using Homelab.Domain.Reports;
using Homelab.Store;

namespace Homelab.Coordinator.Reports;

/// <summary>Keeps what happened in each outage, one file an outage, the newest fifty. A name begins with the time, so that names are in its order.</summary>
public sealed class ReportStore(string stateDirectory, ILogger<ReportStore> logger)
{
    public const int MostReports = 50;

    private const long MostBytes = 16 * 1024 * 1024;

    private readonly string _folder = Path.Combine(stateDirectory, "reports");
    private bool _isComplained;

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
            AtomicFile.Write(Path.Combine(_folder, NameOf(record)), RecordCodec.Encode(record));
            foreach (var old in Files().Skip(MostReports))
            {
                File.Delete(old);
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
