using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Answers of a coordinator for the lab <c>attic</c>, at one fixed moment.</summary>
internal static class SampleAnswers
{
    /// <summary>22:14:03 in Berlin.</summary>
    public static readonly DateTimeOffset Now = new(2026, 10, 3, 20, 14, 3, TimeSpan.Zero);

    public static long Ago(double seconds) => Now.ToUnixTimeMilliseconds() - (long)(seconds * 1000);

    public static Contracts.V1.Health Well() => new() { State = HealthState.Ok };

    public static Contracts.V1.Health Bad(HealthState state, params string[] reasons) => new() { State = state, Reasons = { reasons } };

    public static LabStatus Healthy() => new()
    {
        Lab = "attic",
        Mode = "armed",
        TimeZone = "Europe/Berlin",
        Version = "0.1.0",
        Health = Well(),
        LabFile = new LabFileState { Path = "/etc/homelab/lab.yaml", LoadedWallMs = Ago(7_200) },
        Feeds =
        {
            new FeedStatus
            {
                Name = "rack-ups", State = "ON_LINE", Source = "nut ups@nas.lan:3493", ChargePercent = 100, LoadPercent = 31,
                RuntimeSeconds = 1_260, RuntimeBasis = "reported", AgeSeconds = 1.2, RawStatus = "OL",
                WorstRuntimeSeconds = 700, WorstRuntimeBasis = "at 52 % load, the greatest of the last 28 days; 31 % now",
                Battery = new BatteryStatus
                {
                    LoadWatts = 121.5, LoadBasis = "31 % of the declared rating", EfficiencyRatio = 0.91, BatteryDate = "2024-05-06", ReplaceBy = "2028-05-06",
                    ReplaceBasis = "its date is 2024-05-06, and batteries of this kind last about 4 years", FullRechargeSeconds = 14_400,
                    TodayEnergyKilowattHours = 1.62, MonthEnergyKilowattHours = 88.1, MonthCost = 28.19, Currency = "EUR",
                    EnergyBasis = "load by 31 % of the declared rating, seen for 719 h of the last 30 days; its own loss at an efficiency of 91 % is in it",
                    Discharges =
                    {
                        new PastDischarge { BeganWallMs = Ago(40 * 86_400), End = "LOW_BATTERY", Seconds = 1_310, FromChargePercent = 100, ToChargePercent = 22, LoadPercent = 30, CapsRuntime = true },
                        new PastDischarge { BeganWallMs = Ago(90 * 86_400), End = "MAINS_RETURNED", Seconds = 95, FromChargePercent = 100, ToChargePercent = 94 },
                    },
                },
            },
            new FeedStatus { Name = "wall", State = "UNKNOWN", Source = "mains" },
        },
        Nodes =
        {
            Node("hub", "rack-ups", 0.4, coordinator: true),
            Node("nas", "rack-ups,wall", 0.7),
            Node("pi1", "rack-ups", 0.9),
        },
        Services =
        {
            new ServiceStatus { Name = "dns", Health = Well(), Tier = "core", On = { "pi1" }, Need = 1, Up = 1 },
            new ServiceStatus { Name = "cloud", Health = Well(), Tier = "home", On = { "nas" }, Need = 1, Up = 1, Needs = { "dns" } },
        },
    };

    public static LabStatus OnBattery()
    {
        var status = Healthy();
        status.Mode = "observe";
        status.Health = Bad(HealthState.Degraded, "rack-ups is on battery");
        status.OutageId = "o-17";
        status.OutagePhase = "Stopping";
        var feed = status.Feeds[0];
        (feed.State, feed.RawStatus, feed.ChargePercent, feed.RuntimeSeconds, feed.OnBatterySeconds) = ("ON_BATTERY", "OB DISCHRG", 62, 420, 130);
        feed.RuntimeBasis = "extrapolated from the discharge";
        feed.Fired.Add(new FiredTrigger { Name = "on_battery", SinceSeconds = 10, Why = "rack-ups has been on battery for 120 s" });
        feed.Rejected.Add("battery.runtime 99999: more than the battery can give");
        foreach (var node in status.Nodes)
        {
            node.LeaseRemainingSeconds = 95;
        }

        status.Nodes[2].Health = Bad(HealthState.Down, "no beat for 40s", "its power-off was ordered");
        status.Nodes[2].BeatAgeSeconds = 40;
        status.Nodes[2].Connected = false;
        status.Services[0].Health = Bad(HealthState.Down, "0 of 1 instances run", "because pi1 is DOWN");
        status.Services[0].Up = 0;
        status.Services[1].Health = Bad(HealthState.Degraded, "dns is DOWN");
        return status;
    }

    public static LabStatus WithStorage()
    {
        var status = Healthy();
        status.Nodes[1].Storage.Add(new StorageStatus { Device = "sda", State = "UNKNOWN", Kind = "USB", Coverage = "none of 2 TB verified; wear: not asked; it has no identity of its own, so a replaced one would not be noticed" });
        status.Nodes[2].Storage.Add(new StorageStatus
        {
            Device = "mmcblk0", State = "FAILING", Kind = "SD card", Model = "SC32G", Made = "02/2022", Identity = "035344534333324785a1b2c3d4016200", SizeBytes = 31_914_983_424,
            WrittenBytes = 9_000_000_000, WrittenBytesPerDay = 1_073_741_824, WriteMilliseconds = 2.5, Coverage = "none of 32 GB verified; wear: not reported by this card",
            Evidence = { new StorageEvidence { State = "FAILING", Signal = "file_system", Sentence = "the file system on mmcblk0p2 met 2 new errors, the newest seen 3 hours ago, the last in ext4_lookup" } },
        });
        return status;
    }

    public static LabStatus WithSensors()
    {
        static SensorReading Read(string quantity, double value, string unit, string channel = "") => new() { Quantity = quantity, Value = value, Unit = unit, Channel = channel, AgeSeconds = 4 };
        var status = Healthy();
        status.Nodes[2].Sensors.Add(new SensorStatus
        {
            Name = "cellar", Chip = "bme280", Place = "i2c-1 0x76", State = "OK",
            Readings = { Read("humidity", 0.463, "ratio"), Read("pressure", 100_653, "pascals"), Read("temperature", 21.26, "celsius") },
        });
        status.Nodes[2].Sensors.Add(new SensorStatus
        {
            Name = "supply", Chip = "ina219", Place = "i2c-1 0x40", State = "FAULT", Problem = "does not answer at 0x40",
            Readings = { Read("voltage", 5.104, "volts"), Read("current", -0.25, "amperes"), Read("power", 1.276, "watts") },
        });
        status.Nodes[1].Sensors.Add(new SensorStatus { Name = "door", Chip = "bmp280", Place = "i2c-3 0x77", State = "UNKNOWN", Problem = "its agent is not connected" });
        return status;
    }

    public static LabStatus Unknowns()
    {
        var status = Healthy();
        status.TimeZone = "Mars/Olympus";
        status.Health = Bad(HealthState.Unknown, "nothing is known of pi1");
        status.Warnings.Add("insecure: the coordinator listens beyond loopback without enrolment");
        status.LabFile.Notice = "the file on disk has 1 error; the lab loaded before it stays in force";
        status.LabFile.Diagnostics.Add("/etc/homelab/lab.yaml:12:5: error HL0201 nodes.pi1.stpo: unknown key. Did you mean stop?");
        status.Feeds[0] = new FeedStatus { Name = "rack-ups", State = "UNKNOWN", Source = "nut ups@nas.lan:3493", RuntimeBasis = "no reading" };
        status.Nodes[2] = new NodeStatus { Name = "pi1", Health = Bad(HealthState.Unknown, "never heard of since the coordinator started"), Feeds = { "rack-ups" } };
        status.Nodes[1].Health = Bad(HealthState.Maintenance, "worked on by alex");
        status.Nodes[1].MaintenanceUntilWallMs = Ago(-5_400);
        status.Services[0].Health = null;
        status.Services[0].Up = 0;
        return status;
    }

    private static NodeStatus Node(string name, string feeds, double beatAge, bool coordinator = false) => new()
    {
        Name = name,
        Health = Well(),
        Connected = true,
        BeatAgeSeconds = beatAge,
        BootId = "0f9c",
        AgentVersion = "0.1.0",
        Machine = "Raspberry Pi 4 Model B",
        MayPowerOff = true,
        PowerOff = "logind",
        Feeds = { feeds.Split(',') },
        Coordinator = coordinator,
        Headlines =
        {
            new Headline { Name = "cpu", Value = 0.12, Unit = "ratio" },
            new Headline { Name = "memory free", Value = 3_221_225_472, Unit = "bytes" },
            new Headline { Name = "temperature", Value = 48.3, Unit = "celsius" },
        },
    };
}
