namespace Homelab.TestKit.Labs;

/// <summary>A lab to put under test: its file, and what the test has to know of it.</summary>
public sealed record TestLab
{
    /// <summary>The lab file, with <c>PORT</c> where the port of the test's upsd comes.</summary>
    public required string File { get; init; }

    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Machines of others at the same switch and UPS, which the lab file does not know.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>What every node's own list lets its agent stop and start.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>The node that the coordinator runs on.</summary>
    public required string CoordinatorNode { get; init; }

    /// <summary>
    /// A chain: server needs nas, nas needs pi, and hub, the coordinator's, is last. Stops and margins are short. With
    /// <see cref="LabUnderTest.MainsFailAsync"/>'s runtime R the latest starts lie 11, 9, 7 and 4 seconds before R's end.
    /// </summary>
    public static TestLab Chain { get; } = new()
    {
        Nodes = ["hub", "pi", "nas", "server"],
        CoordinatorNode = "hub",
        File = """
            schema: 1
            lab: chain
            time_zone: UTC
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:PORT"}
            switches:
              core: {feeds: [rack-ups]}
            nodes:
              hub:    {feeds: [rack-ups], switch: core, coordinator: true, stop: 2s, start: power}
              pi:     {feeds: [rack-ups], switch: core, stop: 3s, start: power}
              nas:    {feeds: [rack-ups], switch: core, stop: 2s, start: power}
              server: {feeds: [rack-ups], switch: core, stop: 2s, start: power}
            services:
              dns:   {on: [pi], tier: core}
              tank:  {on: [nas], needs: [dns], tier: core}
              cloud: {on: [server], needs: [tank], tier: home}
            policy:
              grace: 3s
              margin: 2s
              beat: 250ms
              poll: 500ms
              debounce: 2s
              tail: 1s
            collect:
              interval: 1s
            """,
    };

    /// <summary>Two machines for <see cref="LabOfMachines"/>: the coordinator's, and a nas.</summary>
    public static TestLab Closet { get; } = new()
    {
        Nodes = ["hub", "nas"],
        CoordinatorNode = "hub",
        File = """
            schema: 1
            lab: closet
            time_zone: UTC
            mode: armed
            feeds:
              rack-ups: {nut: "ups@127.0.0.1:PORT"}
            switches:
              core: {feeds: [rack-ups]}
            nodes:
              hub: {feeds: [rack-ups], switch: core, coordinator: true, stop: 4s, start: power}
              nas: {feeds: [rack-ups], switch: core, stop: 4s, start: power}
            services:
              tank: {on: [nas], tier: core}
            policy:
              grace: 2s
              margin: 3s
              poll: 500ms
              debounce: 2s
              tail: 1s
              restart: {stable_for: 3s, charge: 20%, gate_at_most: 1m}
            """,
    };

    /// <summary>The same lab with another setting.</summary>
    /// <exception cref="ArgumentException">The file does not say <paramref name="setting"/>.</exception>
    public TestLab With(string setting, string other) => File.Contains(setting, StringComparison.Ordinal)
        ? this with { File = File.Replace(setting, other, StringComparison.Ordinal) }
        : throw new ArgumentException($"The lab file does not say '{setting}'.", nameof(setting));
}
