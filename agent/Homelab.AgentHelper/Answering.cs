using System.Text;
using Homelab.Domain.Storage;

namespace Homelab.AgentHelper;

/// <summary>One question in, one answer out. Whatever else comes is refused with a sentence, and nothing of it reaches a file name or a command line.</summary>
internal static class Answering
{
    private const int Answered = 0, Refused = 1;

    public static int Run(Stream input, Stream output)
    {
        if (QuestionOf(input) is not { } question)
        {
            Say(output, RootAnswer.No("that is no question of the agent's"));
            return Refused;
        }

        return question.Topic switch
        {
            RootTopic.Smart => Smart(question.Name, output),
            _ => Controller(question.Name, output),
        };
    }

    private static RootQuestion? QuestionOf(Stream input)
    {
        Span<byte> line = stackalloc byte[RootQuestion.BytesMax];
        var length = 0;
        while (length < line.Length && input.Read(line[length..]) is > 0 and var read)
        {
            length += read;
            if (line[..length].IndexOf((byte)'\n') is >= 0 and var end)
            {
                return RootQuestion.Parse(Encoding.ASCII.GetString(line[..end]));
            }
        }

        return null;
    }

    private static int Smart(string drive, Stream output)
    {
        if (!File.Exists(Smartctl.Path))
        {
            Say(output, RootAnswer.No($"there is no {Smartctl.Path}: install the package smartmontools"));
            return Refused;
        }

        if (!File.Exists($"/dev/{drive}"))
        {
            Say(output, RootAnswer.No($"there is no /dev/{drive}"));
            return Refused;
        }

        Say(output, RootAnswer.Yes);
        Smartctl.Become(drive);
        return Refused;
    }

    private static int Controller(string controller, Stream output)
    {
        var file = $"/sys/kernel/debug/{controller}/err_stats";
        try
        {
            var text = File.ReadAllBytes(file);
            Say(output, RootAnswer.Yes);
            output.Write(text);
            return Answered;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Say(output, RootAnswer.No(failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => $"the kernel has no {file}: it counts these since 5.19, for some controllers",
                UnauthorizedAccessException => $"{file} may not be read, by root neither",
                _ => $"{file} cannot be read (errno {failure.HResult})",
            }));
            return Refused;
        }
    }

    private static void Say(Stream output, string line)
    {
        output.Write(Encoding.ASCII.GetBytes(line));
        output.Flush();
    }
}
