using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>Keeps what stops took over restarts (P21). What is lost here is learned again.</summary>
public sealed class StopStore(OutageSettings settings, ILogger<StopStore> logger)
    : RecordStore<StopRecord>(settings, "stops", "What stops took", StopRecord.Empty, StopCodec.Encode, StopCodec.Decode, logger);
