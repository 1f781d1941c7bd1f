using System.Text;
using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class ReadingBelowARootTests
{
    private readonly FileText _text = new();

    [Theory]
    [InlineData("/secret")]
    [InlineData("../../../../../../../../secret")]
    [InlineData("/../secret")]
    public void A_link_in_a_captured_tree_stays_in_the_tree(string target)
    {
        using var root = new TestRoot().With("secret", "ours\n").Linked("sys/link", target);

        Assert.True(root.Root.Read("sys/link", _text).Succeeded);
        Assert.Equal("ours", Encoding.UTF8.GetString(_text.Trimmed));
    }

    [Fact]
    public void A_link_to_a_file_that_only_the_host_has_leads_nowhere()
    {
        using var root = new TestRoot().Linked("passwords", "/etc/passwd").Linked("etc2", "/etc");

        Assert.Equal(ReadStatus.Absent, root.Root.Read("passwords", _text).Status);
        Assert.Equal(ReadStatus.Absent, root.Root.Read("etc2/passwd", _text).Status);
        Assert.Empty(root.Root.Names("etc2"));
        Assert.False(root.Root.Exists("etc2/passwd"));
    }

    [Fact]
    public void A_ring_of_links_is_absent()
    {
        using var root = new TestRoot().Linked("a", "b").Linked("b", "a");

        Assert.Equal(ReadStatus.Absent, root.Root.Read("a", _text).Status);
    }

    [Fact]
    public void The_real_place_of_a_linked_folder_is_told_below_the_root()
    {
        using var root = new TestRoot().With("sys/devices/platform/coretemp.0/uevent", "").Linked("sys/class/hwmon/hwmon0/device", "../../../devices/platform/coretemp.0");

        Assert.Equal("sys/devices/platform/coretemp.0", root.Root.Real("sys/class/hwmon/hwmon0/device"));
        Assert.Null(root.Root.Real("sys/class/hwmon/hwmon1/device"));
    }

    [Fact]
    public void A_folder_is_no_file_and_a_file_is_no_folder()
    {
        using var root = new TestRoot().With("folder/file", "1");

        Assert.Equal(ReadStatus.Absent, root.Root.Read("folder", _text).Status);
        Assert.Empty(root.Root.Names("folder/file"));
    }

    [Fact]
    public void A_file_without_an_end_is_refused_at_a_mebibyte()
    {
        using var root = new TestRoot().With("long", new string('x', FileText.BytesMax + 1));

        Assert.Equal(new FileRead(ReadStatus.Failed, "is longer than a mebibyte"), root.Root.Read("long", _text));
    }

    [Fact]
    public void A_file_longer_than_the_buffer_is_read_whole()
    {
        using var root = new TestRoot().With("long", new string('x', 100_000));

        Assert.True(root.Root.Read("long", _text).Succeeded);
        Assert.Equal(100_000, _text.Bytes.Length);
    }

    [Fact]
    public void Proc_and_sys_of_the_host_are_read_though_they_tell_no_length()
    {
        var host = new SysRoot("/");

        Assert.True(host.Read("proc/stat", _text).Succeeded);
        Assert.True(_text.Bytes.StartsWith("cpu "u8));
        Assert.Contains("cpu0", host.Names("sys/devices/system/cpu"));
    }

    [Theory]
    [InlineData("42\n", true, 42)]
    [InlineData("-5000", true, -5000)]
    [InlineData("1.5\n", true, 1.5)]
    [InlineData("12 34\n", false, 0)]
    [InlineData("off\n", false, 0)]
    [InlineData("", false, 0)]
    public void A_number_is_the_whole_file_or_none(string content, bool isNumber, double number)
    {
        using var root = new TestRoot().With("value", content);

        Assert.Equal(isNumber, root.Root.TryNumber("value", _text, out var value));
        if (isNumber)
        {
            Assert.Equal(number, value);
        }
    }
}
