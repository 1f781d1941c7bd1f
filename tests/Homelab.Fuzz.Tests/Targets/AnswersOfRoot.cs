using System.Text;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>Both ends of the helper's socket: the line that comes to root, and what of root's answer a drive or the kernel had a hand in.</summary>
internal sealed class AnswersOfRoot : Target
{
    public override string Name => "helper";

    public override IReadOnlyList<byte[]> Words { get; } = Utf8(
        "ok\n", "no ", "smart ", "controller ", "sda", "nvme0", "mmc0", "../", "\n", "{\"smartctl\":{\"exit_status\":", "\"smart_status\":{\"passed\":", "\"serial_number\":\"", "\"ata_smart_attributes\":{\"table\":[{\"id\":5,\"raw\":{\"value\":",
        "\"nvme_smart_health_information_log\":{\"critical_warning\":", "\"media_errors\":", "9223372036854775807", "-1", "1e9", "true", "null", "[", "{", "}", "]", "\\ud800", "\0", "é",
        "# Command CRC Errors Occurred:\t ", "# Data Timeout Occurred:\t ", "# Data CRC Errors Occurred:\t ");

    public override void Take(byte[] input)
    {
        var line = Encoding.Latin1.GetString(input);
        if (RootQuestion.Parse(line) is { } question && (question.ToString() != line || !question.Name.All(char.IsAsciiLetterOrDigit) || line.Length >= RootQuestion.BytesMax))
        {
            throw new InvalidOperationException($"{question} goes to root.");
        }

        var answer = RootAnswer.Parse(input);
        if (answer.Text is null == (answer.Why.Length == 0))
        {
            throw new InvalidOperationException("It is neither an answer nor none.");
        }

        var text = answer.Text is { } inner ? inner.Span : input;
        _ = SmartAnswer.Parse(text, out _)?.IsOf(new DeviceReport { Name = "sda", Serial = "WD-123" });
        _ = CardController.Parse(text, out _);
    }

    public override void Dispose()
    {
    }
}
