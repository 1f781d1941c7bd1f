using Homelab.TestKit.Emulated;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Readings;

/// <summary>The published programs for arm64, once on an emulated Raspberry Pi 3 with the kernel that Debian has for it.</summary>
public sealed class ARunOnARaspberryPi : IAsyncLifetime
{
    private const string Declared =
        "sensors: {far: {chip: tmp102}}, inputs: {door: {line: 17}, leak: {line: GPIO27, active: low, pull: up}, beyond: {line: 60}}, outputs: {buzzer: {line: 20, when: on_battery, active: low}}";

    private const string Node = LabOnOneMachine.Node;

    private readonly TempFolder _folder = new();

    /// <summary>What came over its serial line from boot to power-off.</summary>
    public IReadOnlyList<string> Console { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        string[] programs = [PublishedProgram.Agent, PublishedProgram.Coordinator, PublishedProgram.Cli];
        // The BCM2837's register that sets lines 0 to 31, and the bit of line 17: qemu takes it for the level of an input too.
        const string raise = "devmem 0x3f20001c 32 0x00020000";
        // Not beyond its own readings.
        const string door = "name.:.door[^]]*";
        await using var pi = await PiInMemory.MakeAsync(
            [.. programs.Select(program => Repository.PathOf($"artifacts/linux-arm64/{program}")), .. LabOnOneMachine.Files(_folder, Declared)], $"""
            homelab-agent --print-once
            {LabOnOneMachine.Start}
            {LabOnOneMachine.Await(door + "state.:.OK")}
            {LabOnOneMachine.Ask("before", $"sensors {Node}")}
            sync
            {raise}
            {LabOnOneMachine.Await(door + "edges[^}]*:1,")}
            {LabOnOneMachine.Await("something holds the bus")}
            {LabOnOneMachine.Ask("after", $"sensors {Node}")}
            {LabOnOneMachine.Ask("storage", $"storage {Node}")}
            {LabOnOneMachine.Ask("scan", $"sensors scan {Node}")}
            cat /sys/kernel/debug/gpio
            """);
        await pi.RunAsync(TimeSpan.FromMinutes(15));
        Console = pi.Console;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
