using System.Text;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>Answers with the fields of <c>smartctl --json -a</c> 7.3 that are read; their values are the tests' own, no drive's.</summary>
public class SmartIsReadFromFiles
{
    private const string Nvme = """
        {"json_format_version":[1,0],"smartctl":{"version":[7,3],"exit_status":0},"local_time":{"time_t":1764079200,"asctime":"Tue Nov 25 14:00:00 2025 UTC"},
         "device":{"name":"/dev/nvme0","type":"nvme","protocol":"NVMe"},"serial_number":"S4EVNF0M","smart_status":{"passed":true,"nvme":{"value":0}},
         "nvme_smart_health_information_log":{"critical_warning":0,"temperature":36,"available_spare":98,"available_spare_threshold":10,"percentage_used":12,"media_errors":3}}
        """;

    private const string Sata = """
        {"smartctl":{"exit_status":16},"local_time":{"time_t":1764079200},"device":{"name":"/dev/sda","type":"sat","protocol":"ATA"},"serial_number":"WD-123","smart_status":{"passed":false},
         "ata_smart_attributes":{"table":[{"id":5,"name":"Reallocated_Sector_Ct","raw":{"value":24,"string":"24"}},{"id":197,"raw":{"value":2}},{"id":198,"raw":{"value":1}}]}}
        """;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1764079200 + 3600);

    private static SmartReport? Parse(string json, string serial = "") => SmartFiles.Parse(Encoding.UTF8.GetBytes(json), serial, Now);

    [Fact]
    public void An_NVMe_tells_its_wear_its_spare_and_its_errors() => Assert.Equal(
        new SmartReport { ReadAgo = TimeSpan.FromHours(1), Passed = true, CriticalWarning = 0, PercentageUsed = 12, AvailableSpare = 98, SpareThreshold = 10, LostData = 3 },
        Parse(Nvme));

    [Fact]
    public void A_SATA_drive_tells_its_verdict_and_its_sectors() => Assert.Equal(
        new SmartReport { ReadAgo = TimeSpan.FromHours(1), ExitStatus = 16, Passed = false, LostData = 3, Reallocated = 24 },
        Parse(Sata));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"smartctl\":{\"exit_status\":2}}")]
    [InlineData("{\"local_time\":{\"time_t\":\"soon\"}}")]
    public void What_is_no_answer_is_none(string json) => Assert.Null(Parse(json));

    [Fact]
    public void An_answer_that_is_being_written_and_one_of_another_drive_are_none()
    {
        Assert.All(Enumerable.Range(1, Nvme.Length - 2), length => Assert.Null(Parse(Nvme[..length])));
        Assert.Null(Parse(Nvme, "another"));
        Assert.NotNull(Parse(Nvme, " S4EVNF0M "));
    }

    [Fact]
    public void A_drive_is_found_by_its_name_and_a_name_space_by_its_controller()
    {
        using var root = new TestRoot().With("run/homelab-smartctl/nvme0.json", Nvme).With("run/homelab-smartctl/sda.json", Sata).With("run/homelab-smartctl/notes.txt", "x");
        SmartReport? Of(string disk) => SmartFiles.Of(root.Root, new FileText(), new DeviceReport { Name = disk }, Now);

        Assert.Equal(12, Of("nvme0n1")!.PercentageUsed);
        Assert.Equal(24, Of("sda")!.Reallocated);
        Assert.Null(Of("nvme01n1"));
        Assert.Null(Of("sdb"));
    }
}
