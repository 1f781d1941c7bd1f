using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Homelab.Coordinator;

/// <summary>What lies on disk as JSON, written by this program or by another.</summary>
internal static class StoredJson
{
    /// <summary>Default where it is none of ours.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> stored, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, type);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
