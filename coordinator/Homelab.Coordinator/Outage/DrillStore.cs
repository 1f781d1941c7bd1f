using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>Keeps what live drills proved over restarts (P23). What is lost here is believed again, until it is drilled again.</summary>
public sealed class DrillStore(OutageSettings settings, ILogger<DrillStore> logger)
    : RecordStore<DrillRecord>(settings, "drills", "What drills proved", DrillRecord.Empty, DrillCodec.Encode, DrillCodec.Decode, logger);
