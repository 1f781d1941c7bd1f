using System.Buffers.Binary;
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

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/no-such-mailbox")]
    public void What_is_no_mailbox_says_nothing(string device) => Assert.Null(FirmwareMailbox.Throttled(device));

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
