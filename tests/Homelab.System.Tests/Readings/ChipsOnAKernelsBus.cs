using System.Globalization;
using System.Text.Json;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Uml;

namespace Homelab.System.Tests.Readings;

/// <summary>
/// The published programs on a machine whose kernel has two I2C buses, which are asked by the unmodified System.Device.Gpio. Bus 1 has chips that measure what their makers' examples measure, one that
/// lies, one that nobody declared, and one that is not there; bus 2 hangs; two others have a UPS HAT.
/// </summary>
public sealed class ChipsOnAKernelsBus
{
    private const string Declared =
        "sensors: {cold: {chip: tmp102}, cellar: {chip: bmp280}, supply: {chip: ina219, shunt_ohms: 0.1}, room: {chip: sht3x}, liar: {chip: sht3x, address: 0x45}, gone: {chip: bh1750}, stuck: {chip: tmp102, bus: 2}}";

    /// <summary>For how long the bus hangs before the others are asked once more. Longer than a round takes, and shorter than the quarantine.</summary>
    private const int HangsSeconds = 10;

    [Fact]
    [Trait("Run", "full")]
    public async Task Are_read_and_scanned_and_one_bus_that_hangs_holds_up_no_other()
    {
        using var folder = new TempFolder();
        string[] programs = [PublishedProgram.Agent, PublishedProgram.Coordinator, PublishedProgram.Cli];
        await using var machine = await UserModeMachine.MakeAsync(
            [.. programs.Select(PublishedProgram.PathOf), .. LabOnOneMachine.Files(folder, Declared), .. await PlayedI2cBuses.FilesAsync(folder)], $"""
            {PlayedI2cBuses.Start(1, PlayedI2cBuses.Hangs, PlayedI2cBuses.HatWithoutMains, PlayedI2cBuses.HatWithMains)}
            for bus in {PlayedI2cBuses.HatWithoutMains} {PlayedI2cBuses.HatWithMains}; do
              {PublishedProgram.Agent} --cut-hat "pijuice bus=$bus address=0x14"
              echo "cut of $bus: $?"
            done
            {LabOnOneMachine.Start}
            {LabOnOneMachine.Await("bus hangs")}
            sleep {HangsSeconds}
            {LabOnOneMachine.Ask("sensors", $"sensors {LabOnOneMachine.Node}")}
            {LabOnOneMachine.Ask("scan", $"sensors scan {LabOnOneMachine.Node} --bus 1")}
            {LabOnOneMachine.Ask("hung", $"sensors scan {LabOnOneMachine.Node} --bus 2")}
            {LabOnOneMachine.Ask("after", $"sensors {LabOnOneMachine.Node}")}
            echo done
            sleep 1000
            """);
        await machine.BootAsync();
        await machine.UntilItSaysAsync("done", TimeSpan.FromMinutes(4));

        string[] wanted =
        [
            "cellar OK pressure 100653, temperature 25.08",
            "cold OK temperature -25",
            "gone FAULT does not answer at 0x23",
            "liar FAULT answers with a wrong checksum",
            "room OK humidity 0.5, temperature 25",
            "stuck FAULT the bus hangs: i2c-2 did not return within 5s",
            "supply OK current 0.2, power 2.4, voltage 11.98",
        ];
        foreach (var answer in (string[])["sensors", "after"])
        {
            var sensors = LabOnOneMachine.Last(machine.Console, answer).GetProperty("sensors").EnumerateArray().ToList();
            Assert.Equal(wanted, sensors.Select(Told).Order(StringComparer.Ordinal));
            Assert.All(sensors.SelectMany(sensor => sensor.GetProperty("readings").EnumerateArray()), reading => Assert.InRange(reading.GetProperty("ageSeconds").GetDouble(), 0, HangsSeconds - 2));
        }

        // That it wakes with any charge, and that it cuts in five seconds; and nothing where the mains are there.
        Assert.Equal(
            ["hat on bus 6 is told 63 00 ff", "hat on bus 6 is told 62 05 fa", "homelab-agent: the HAT takes the power now", "cut of 6: 0", "homelab-agent: the HAT is not cut. The mains are there.", "cut of 7: 1"],
            machine.Console.Where(line => line.Contains(" HAT ", StringComparison.Ordinal) || line.StartsWith("hat ", StringComparison.Ordinal) || line.StartsWith("cut of ", StringComparison.Ordinal)));

        var found = LabOnOneMachine.Last(machine.Console, "scan").GetProperty("things").EnumerateArray().Where(thing => thing.GetProperty("kind").GetString() == "i2c chip");
        Assert.Equal(
            ["0x20 answers", "0x23 is declared, and was left alone", "0x40 is declared, and was left alone"],
            found.Select(thing => $"{thing.GetProperty("place").GetString()![^4..]} {thing.GetProperty("what").GetString()}").Take(3));
        Assert.StartsWith("The scan hangs at i2c-2 0x", LabOnOneMachine.Last(machine.Console, "hung").GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    private static string Told(JsonElement sensor) =>
        $"{sensor.GetProperty("name").GetString()} {sensor.GetProperty("state").GetString()} {sensor.GetProperty("problem").GetString()}{string.Join(", ", sensor.GetProperty("readings").EnumerateArray().Select(Reading))}";

    private static string Reading(JsonElement reading)
    {
        var value = reading.GetProperty("value").GetDouble();
        return string.Create(CultureInfo.InvariantCulture, $"{reading.GetProperty("quantity").GetString()} {Math.Round(value, value > 1000 ? 0 : 2)}");
    }
}
