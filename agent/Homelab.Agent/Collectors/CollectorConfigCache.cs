using Google.Protobuf;
using Homelab.Contracts.V1;
using Homelab.Store;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Keeps the coordinator's last collector configuration in the state directory, so that an agent that starts alone collects the same. Written
/// only when the content differs.
/// </summary>
public sealed class CollectorConfigCache(string stateDirectory, ILogger<CollectorConfigCache> logger)
{
    private const string FileName = "collectors.pb";
    private const int BytesMax = 1 << 20;

    private readonly string _path = Path.Combine(stateDirectory, FileName);
    private byte[] _kept = [];

    /// <summary>How often the file was written since the start.</summary>
    public int Writes { get; private set; }

    /// <summary>Null where there is none or it cannot be read; then the defaults hold until the coordinator says otherwise.</summary>
    public CollectorConfig? Load()
    {
        try
        {
            if (!File.Exists(_path) || new FileInfo(_path).Length > BytesMax)
            {
                return null;
            }

            var bytes = File.ReadAllBytes(_path);
            var config = CollectorConfig.Parser.ParseFrom(bytes);
            _kept = bytes;
            return config;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidProtocolBufferException)
        {
            logger.LogWarning("{Path} cannot be read: collectors run by default until the coordinator sends its configuration", _path);
            return null;
        }
    }

    /// <summary>A failed write is logged and the configuration holds all the same.</summary>
    public void Keep(CollectorConfig config)
    {
        var bytes = config.ToByteArray();
        if (bytes.AsSpan().SequenceEqual(_kept))
        {
            return;
        }

        try
        {
            AtomicFile.Write(_path, bytes);
            _kept = bytes;
            Writes++;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} cannot be written: after a restart collectors run by default until the coordinator answers", _path);
        }
    }
}
