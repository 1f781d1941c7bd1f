using System.Text;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>Answers with the fields of <c>smartctl --json -a</c> 7.3 that are read; their values are the tests' own, no drive's.</summary>
public class WhatSmartctlSays
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

    private static SmartAnswer? Parse(string json) => SmartAnswer.Parse(Encoding.UTF8.GetBytes(json), out _);

    private static string Why(string json)
    {
        Assert.Null(SmartAnswer.Parse(Encoding.UTF8.GetBytes(json), out var why));
        return why;
    }

    [Fact]
    public void An_NVMe_tells_its_wear_its_spare_and_its_errors() => Assert.Equal(
        new SmartReport { Passed = true, CriticalWarning = 0, PercentageUsed = 12, AvailableSpare = 98, SpareThreshold = 10, LostData = 3 },
        Parse(Nvme)?.Report);

    [Fact]
    public void A_SATA_drive_tells_its_verdict_and_its_sectors() => Assert.Equal(
        new SmartReport { ExitStatus = 16, Passed = false, LostData = 3, Reallocated = 24 },
        Parse(Sata)?.Report);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("smartctl 7.3 2022-02-28")]
    [InlineData("{\"smartctl\":{\"exit_status\":\"soon\"}}")]
    public void What_is_no_answer_is_none_and_is_said(string json) => Assert.Equal("it gave no answer of smartctl's", Why(json));

    [Fact]
    public void A_serial_number_of_bytes_that_are_no_text_is_no_answer() =>
        Assert.Null(SmartAnswer.Parse([.. "{\"smartctl\":{\"exit_status\":0},\"smart_status\":{\"passed\":true},\"serial_number\":\""u8, 0xFF, 0xC0, .. "\"}"u8], out _));

    [Fact]
    public void An_answer_that_broke_off_is_none() => Assert.All(Enumerable.Range(1, Nvme.Length - 2), length => Assert.Null(Parse(Nvme[..length])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_drive_that_sleeps_has_no_SMART_or_cannot_be_opened_says_nothing_and_is_no_fault(int status) =>
        Assert.Equal("", Why($$$"""{"smartctl":{"exit_status":{{{status}}} },"local_time":{"time_t":1764079200},"device":{"name":"/dev/sda"}}"""));

    [Fact]
    public void An_answer_of_another_drive_under_that_name_is_not_taken()
    {
        var answer = Parse(Nvme)!;
        Assert.False(answer.IsOf(new DeviceReport { Name = "nvme0n1", Serial = "another" }));
        Assert.All((string[])["", " S4EVNF0M "], serial => Assert.True(answer.IsOf(new DeviceReport { Name = "nvme0n1", Serial = serial })));
    }
}
