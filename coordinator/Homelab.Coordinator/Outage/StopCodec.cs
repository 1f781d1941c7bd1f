using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>What stops took, as it is stored.</summary>
internal static class StopCodec
{
    public static byte[] Encode(StopRecord stops) => JsonSerializer.SerializeToUtf8Bytes(stops, StopJson.Default.StopRecord);

    /// <summary>Null where it is none of ours.</summary>
    public static StopRecord? Decode(byte[] payload) =>
        StoredJson.Read(payload, StopJson.Default.StopRecord) is { Samples: not null } stops && stops.Samples.Values.All(samples => !samples.IsDefault) ? stops : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StopRecord))]
internal sealed partial class StopJson : JsonSerializerContext;
