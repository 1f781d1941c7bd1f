using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Power;

namespace Homelab.Coordinator.Feeds;

/// <summary>What is known of one feed's UPS, as it is stored.</summary>
/// <param name="Ups">The UPS that it was learned of, as <c>ups@host:port</c>: another one under the same name begins afresh.</param>
internal sealed record StoredBattery(string Feed, string Ups, BatteryRecord Battery);

internal static class BatteryCodec
{
    public static byte[] Encode(StoredBattery stored) => JsonSerializer.SerializeToUtf8Bytes(stored, BatteryJson.Default.StoredBattery);

    /// <summary>Null where it is none of ours.</summary>
    public static StoredBattery? Decode(byte[] payload) =>
        StoredJson.Read(payload, BatteryJson.Default.StoredBattery) is { } stored ? stored with { Battery = Whole(stored.Battery) } : null;

    /// <summary>A record of an earlier version has no such list: generated readers do not run the property's own default.</summary>
    private static BatteryRecord Whole(BatteryRecord battery) => battery.Tests.IsDefault ? battery with { Tests = [] } : battery;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredBattery))]
internal sealed partial class BatteryJson : JsonSerializerContext;
