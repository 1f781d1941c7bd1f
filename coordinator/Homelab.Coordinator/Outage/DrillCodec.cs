using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>What drills proved, as it is stored.</summary>
internal static class DrillCodec
{
    public static byte[] Encode(DrillRecord drills) => JsonSerializer.SerializeToUtf8Bytes(drills, DrillJson.Default.DrillRecord);

    /// <summary>Null where it is none of ours.</summary>
    public static DrillRecord? Decode(byte[] payload) =>
        StoredJson.Read(payload, DrillJson.Default.DrillRecord) is { Results: not null } drills && drills.Results.Values.All(result => result is { Way: not null, Detail: not null }) ? drills : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DrillRecord))]
internal sealed partial class DrillJson : JsonSerializerContext;
