using System.Text.Json;

namespace Homelab.Store;

/// <summary>A JSON file with a number <c>schema</c> that a later version of this program wrote.</summary>
public static class LaterVersion
{
    /// <summary>Moves it to <c>NAME.version-N</c>, so that what takes its place does not write it over.</summary>
    /// <param name="known">The highest schema that this program reads.</param>
    /// <returns>A sentence for the operator; null where the file is none of a later version, or there is none.</returns>
    /// <exception cref="IOException">It cannot be read or moved.</exception>
    public static string? SetAside(string path, int known)
    {
        if (!File.Exists(path) || SchemaOf(File.ReadAllBytes(path)) is not { } schema || schema <= known)
        {
            return null;
        }

        var aside = $"{path}.version-{schema}";
        File.Move(path, aside, overwrite: true);
        return $"{path} has version {schema}, and this program knows up to version {known}: it was kept as {aside}, and a new one begins. To have it back, put it in its place again before you start the newer program.";
    }

    private static int? SchemaOf(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Number && schema.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
