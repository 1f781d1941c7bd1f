using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record ScanJson(string Node, string Failure, IReadOnlyList<ScannedThingJson> Things)
{
    public static ScanJson Of(SensorScan scan) => new(scan.Node, scan.Failure, [.. scan.Things.Select(thing => new ScannedThingJson(thing.Kind, thing.Place, thing.What, [.. thing.Proposals]))]);
}

public sealed record ScannedThingJson(string Kind, string Place, string What, IReadOnlyList<string> Proposals);
