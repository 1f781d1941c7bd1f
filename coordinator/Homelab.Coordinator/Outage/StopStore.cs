using Homelab.Domain.Shutdown;
using Homelab.Store;

namespace Homelab.Coordinator.Outage;

/// <summary>Keeps what stops took over restarts (P21), in one document. What is lost here is learned again.</summary>
public sealed class StopStore : IDisposable
{
    private const string Collection = "stops";

    private readonly ILogger<StopStore> _logger;
    private readonly DocumentFile? _file;
    private StopRecord _kept = StopRecord.Empty;

    public StopStore(OutageSettings settings, ILogger<StopStore> logger)
    {
        _logger = logger;
        try
        {
            Directory.CreateDirectory(settings.StateDirectory);
            _file = DocumentFile.Open(new DocumentFileSettings
            {
                Path = Path.Combine(settings.StateDirectory, "stops.db"),
                Content = "stops",
                Version = 1,
                Collections = [Collection],
                Logger = logger,
            });
            _kept = _file.Scan(Collection).Select(document => StopCodec.Decode(document.Payload)).OfType<StopRecord>().FirstOrDefault() ?? StopRecord.Empty;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            Complain(failure);
        }
    }

    public StopRecord Kept => _kept;

    /// <summary>False where it could not be written; the next call tries again.</summary>
    public bool Keep(StopRecord stops)
    {
        if (ReferenceEquals(stops, _kept) || _file is not { } file)
        {
            return _file is not null;
        }

        try
        {
            file.Commit([new DocumentChange(Collection, 1, StopCodec.Encode(stops))]);
            _kept = stops;
            return true;
        }
        catch (Exception failure) when (IsOfTheDisk(failure))
        {
            Complain(failure);
            return false;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static bool IsOfTheDisk(Exception failure) => failure is StoreException or IOException or UnauthorizedAccessException;

    private void Complain(Exception failure) => _logger.LogWarning("What stops took is not kept: {Reason}", failure.Message);
}
