using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Coordinator.Events;
using Homelab.Store;

namespace Homelab.Coordinator.Audit;

/// <summary>What the coordinator went by when it ran last, so that a change while it did not run shows: digests only.</summary>
/// <param name="LabDigest">Of the lab file.</param>
/// <param name="Lab">Of each value in it.</param>
/// <param name="Settings">Of each value of the coordinator's own file.</param>
internal sealed record LastRun(int Schema, string Version, string LabDigest, SortedDictionary<string, string> Lab, SortedDictionary<string, string> Settings);

internal sealed class LastRunFile(string stateDirectory, IEventFeed events)
{
    public const string FileName = "last-run.json";
    public const int Schema = 1;

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(stateDirectory, FileName);

    /// <summary>Null where nothing is known of a run before.</summary>
    public LastRun? Read()
    {
        try
        {
            if (LaterVersion.SetAside(_path, Schema) is { } later)
            {
                events.Add(4, "LastRunUnknown", "", later);
            }

            return File.Exists(_path) ? StoredJson.Read(File.ReadAllBytes(_path), LastRunJson.Default.LastRun) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            events.Add(4, "LastRunUnknown", "", $"{_path} cannot be read, so what changed while the coordinator did not run is not known: {failure.Message}");
            return null;
        }
    }

    public void Write(LastRun run)
    {
        lock (_gate)
        {
            try
            {
                PrivateFiles.Write(_path, JsonSerializer.SerializeToUtf8Bytes(run, LastRunJson.Default.LastRun));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                events.Add(4, "LastRunNotKept", "", $"{_path} cannot be written, so the next start says again what changed until now: {failure.Message}");
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LastRun))]
internal sealed partial class LastRunJson : JsonSerializerContext;
