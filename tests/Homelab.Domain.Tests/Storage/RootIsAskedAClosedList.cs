using CsCheck;
using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Storage;

public class RootIsAskedAClosedList
{
    [Theory]
    [InlineData("smart sda")]
    [InlineData("smart sdabc")]
    [InlineData("smart nvme0")]
    [InlineData("smart nvme12")]
    [InlineData("controller mmc0")]
    public void What_is_in_it_is_written_as_it_is_read(string line) => Assert.Equal(line, RootQuestion.Parse(line)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("smart")]
    [InlineData("smart ")]
    [InlineData("smart sd")]
    [InlineData("smart sda1")]
    [InlineData("smart SDA")]
    [InlineData("smart  sda")]
    [InlineData("smart sda ")]
    [InlineData("smart sda\r")]
    [InlineData("smart sda --test=long")]
    [InlineData("smart ../sda")]
    [InlineData("smart sda/../../etc")]
    [InlineData("smart sda\0")]
    [InlineData("smart -a")]
    [InlineData("smart mmc0")]
    [InlineData("smart nvme0n1")]
    [InlineData("smart nvme0000")]
    [InlineData("smart sdabcd")]
    [InlineData("smart sd\u0661")]
    [InlineData("controller sda")]
    [InlineData("controller mmc")]
    [InlineData("controller mmc000")]
    [InlineData("controller mmc\u0660")]
    [InlineData("controller ../mmc0")]
    [InlineData("Smart sda")]
    [InlineData("reboot now")]
    public void All_else_is_no_question(string line) => Assert.Null(RootQuestion.Parse(line));

    [Fact]
    public void Whatever_bytes_come_a_name_is_letters_and_digits_alone() =>
        Gen.Select(Gen.OneOf("smart ", "controller ", "smart sd", "smart nvme", "controller mmc", ""), Gen.String[Gen.Char[(char)0, (char)0x200], 0, 8]).Sample((start, end) =>
            RootQuestion.Parse(start + end) is not { } question || ((start + end) == question.ToString() && question.Name.All(char.IsAsciiLetterOrDigit) && (start + end).Length < RootQuestion.BytesMax));

    [Theory]
    [InlineData("sda", "smart sda")]
    [InlineData("nvme0n1", "smart nvme0")]
    [InlineData("nvme10n2", "smart nvme10")]
    [InlineData("nvme0", "smart nvme0")]
    [InlineData("mmcblk0", null)]
    [InlineData("vda", null)]
    [InlineData("nvme", null)]
    public void A_disk_is_asked_of_by_its_drive(string disk, string? question) => Assert.Equal(question, RootQuestion.Smart(disk)?.ToString());

    [Theory]
    [InlineData("ok\n{}", "{}", "", false)]
    [InlineData("ok\n", null, "the helper began an answer and said nothing", false)]
    [InlineData("no there is no such thing\n", null, "there is no such thing", true)]
    [InlineData("no \n", null, "the helper's answer is none", false)]
    [InlineData("no there is", null, "the helper's answer is none", false)]
    [InlineData("{}", null, "the helper's answer is none", false)]
    [InlineData("", null, "the helper ended without an answer", false)]
    public void An_answer_says_first_whether_it_is_one(string said, string? text, string why, bool isRefused)
    {
        var answer = RootAnswer.Parse(System.Text.Encoding.ASCII.GetBytes(said));
        Assert.Equal((text, why, isRefused), (answer.Text is { } bytes ? System.Text.Encoding.ASCII.GetString(bytes.Span) : null, answer.Why, answer.IsRefused));
    }
}
