using System.Buffers.Binary;
using System.Text;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>Messages of the property mailbox, word by word; no firmware is here to answer.</summary>
public class FirmwareMailboxTests
{
    [Fact]
    public void The_request_names_the_tag_and_asks_to_clear_nothing()
    {
        Span<byte> message = stackalloc byte[28];
        FirmwareMailbox.Compose(message, 0x00030046);

        Assert.Equal([28, 0, 0x00030046, 4, 0, 0, 0], Words(message));
    }

    [Theory]
    [InlineData(0x80000000, 0x80000004, 0x50005u)]
    [InlineData(0x80000001, 0x80000004, null)]
    [InlineData(0x80000000, 0x00000004, null)]
    [InlineData(0x00000000, 0x00000000, null)]
    public void Only_an_answered_tag_has_a_value(uint status, uint tagStatus, uint? value)
    {
        Span<byte> message = stackalloc byte[28];
        FirmwareMailbox.Compose(message, 0x00030046);
        BinaryPrimitives.WriteUInt32LittleEndian(message[4..], status);
        BinaryPrimitives.WriteUInt32LittleEndian(message[16..], tagStatus);
        BinaryPrimitives.WriteUInt32LittleEndian(message[20..], 0x50005);

        Assert.Equal(value, FirmwareMailbox.Answer(message));
    }

    [Fact]
    public void A_command_goes_as_text_with_room_for_its_answer()
    {
        Span<byte> message = stackalloc byte[1052];
        FirmwareMailbox.ComposeCommand(message, "pmic_read_adc");

        Assert.Equal([1052, 0, 0x00030080, 1024, 0, 0], Words(message[..24]));
        Assert.Equal("pmic_read_adc\0", Encoding.ASCII.GetString(message[24..38]));
    }

    [Theory]
    [InlineData(0x80000000, 0, "EXT5V_V volt(24)=5.1V\n\0rest", "EXT5V_V volt(24)=5.1V\n")]
    [InlineData(0x80000000, 0, "\0", "")]
    [InlineData(0x80000000, 2, "error=2\0", null)]
    [InlineData(0x80000001, 0, "EXT5V_V\0", null)]
    public void A_commands_answer_ends_at_its_first_zero(uint status, uint error, string text, string? answer)
    {
        Span<byte> message = stackalloc byte[1052];
        FirmwareMailbox.ComposeCommand(message, "pmic_read_adc");
        BinaryPrimitives.WriteUInt32LittleEndian(message[4..], status);
        BinaryPrimitives.WriteUInt32LittleEndian(message[20..], error);
        Encoding.ASCII.GetBytes(text, message[24..]);

        Assert.Equal(answer, FirmwareMailbox.CommandAnswer(message));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/no-such-mailbox")]
    public void What_is_no_mailbox_says_nothing(string device)
    {
        Assert.Null(FirmwareMailbox.Throttled(device));
        Assert.Null(FirmwareMailbox.Command("pmic_read_adc", device));
    }

    private static uint[] Words(ReadOnlySpan<byte> message)
    {
        var words = new uint[message.Length / 4];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(message[(i * 4)..]);
        }

        return words;
    }
}
