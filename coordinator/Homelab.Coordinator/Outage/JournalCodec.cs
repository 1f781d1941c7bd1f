using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>Journal entries as JSON: a record can be read with nothing but eyes, and new fields are ignored by older readers.</summary>
public static class JournalCodec
{
    public static byte[] Encode(JournalEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry);

    /// <summary>Null where the record is not an entry that this version knows.</summary>
    public static JournalEntry? Decode(ReadOnlySpan<byte> record) =>
        StoredJson.Read(record, JournalJson.Default.JournalEntry) is { } entry ? Whole(entry) : null;

    /// <summary>A record without a name leaves null behind: generated readers do not run the property's own default.</summary>
    public static JournalEntry Whole(JournalEntry entry) => entry with
    {
        Operator = entry.Operator ?? "",
        Nodes = entry.Nodes.IsDefault ? [] : entry.Nodes,
        Owed = entry.Owed.IsDefault ? [] : entry.Owed,
        Ends = entry.Ends.IsDefault ? [] : entry.Ends,
        Looks = entry.Looks.IsDefault ? [] : entry.Looks,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    // Not WhenWritingDefault: the first transition is zero, and a record without it is not an entry.
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(MomentJson)])]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>A moment as its nanoseconds.</summary>
internal sealed class MomentJson : JsonConverter<Moment>
{
    public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Nanoseconds);
}
