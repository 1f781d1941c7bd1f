using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Reports;

namespace Homelab.Coordinator.Reports;

/// <summary>What is held of an outage, as it lies on disk.</summary>
internal sealed record StoredRecord(int Schema, OutageRecord Outage);

internal static class RecordCodec
{
    private const int Schema = 1;

    public static byte[] Encode(OutageRecord record) => JsonSerializer.SerializeToUtf8Bytes(new StoredRecord(Schema, record), RecordJson.Default.StoredRecord);

    /// <summary>Null where it is none of ours.</summary>
    public static OutageRecord? Decode(ReadOnlySpan<byte> bytes) =>
        StoredJson.Read(bytes, RecordJson.Default.StoredRecord) is { Schema: Schema, Outage: { Entries.IsDefaultOrEmpty: false } record }
            ? record with { Entries = [.. record.Entries.Select(JournalCodec.Whole)] }
            : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, Converters = [typeof(MomentJson)])]
[JsonSerializable(typeof(StoredRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
